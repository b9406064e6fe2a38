using Xunit;

namespace ModelGen.Tests;

/// <summary>
/// Parameters after one and three steps as the real Keras printed them (versions 3.9 to 3.16, float32): from [1, -2, 3] with gradient k
/// [.1, -.2, .3] in step k.
/// </summary>
public class OptimizerTests
{
    public static TheoryData<Optimizer, float[], float[]> Golden => new()
    {
        { new SGD(.1), [.99000001f, -1.98f, 2.97f], [.94000006f, -1.88000011f, 2.82000017f] },
        { new SGD(.1, momentum: .9), [.99f, -1.98f, 2.97f], [.90490001f, -1.80980003f, 2.71470022f] },
        { new SGD(.1, momentum: .9, nesterov: true), [.98100001f, -1.96200001f, 2.94300008f], [.85440999f, -1.70881999f, 2.56323004f] },
        { new Adam(.01), [.99000037f, -1.99000025f, 2.99000025f], [.97076887f, -1.97076869f, 2.97076869f] },
    };

    [Theory]
    [MemberData(nameof(Golden))]
    public void Steps_have_Kerass_values(Optimizer optimizer, float[] afterOne, float[] afterThree)
    {
        using var model = new LinearModel(3, 1, Activation.Linear);
        model.Parameters[0].Set([1, -2, 3]);
        for (int k = 1; k <= 3; k++)
        {
            model.GradientArena.Upload([k * .1f, k * -.2f, k * .3f]);
            model.HasGradients = true;
            optimizer.Step(model);
            if (k == 1) { Close(afterOne, model.Parameters[0].ToArray()); }
        }

        Close(afterThree, model.Parameters[0].ToArray());
        Assert.Equal(3, optimizer.Iterations);
    }

    [Fact]
    public void Every_chunk_and_every_place_in_a_vector_is_updated_alike()
    {
        // Two chunks of parameters and a ragged rest; every value takes the same way, so all must end the same.
        int count = 2 * ParameterChunks.Size + 13;
        foreach (Optimizer optimizer in new Optimizer[] { new SGD(.1), new SGD(.1, .9), new SGD(.1, .9, true), new Adam(.01) })
        {
            using var model = new LinearModel(count, 1, Activation.Linear);
            model.Parameters[0].Set(Enumerable.Repeat(1f, count).ToArray());
            model.GradientArena.Upload(Enumerable.Repeat(.1f, count).ToArray());
            for (int k = 0; k < 3; k++)
            {
                model.HasGradients = true;
                optimizer.Step(model);
            }

            Assert.Single(model.Parameters[0].ToArray().Distinct());
        }
    }

    [Fact]
    public void A_number_out_of_range_is_named_with_its_value_and_range()
    {
        Says("learningRate is -1; it must be at least 0 and finite.", () => new SGD(-1));
        Says("learningRate is NaN; it must be at least 0 and finite.", () => new Adam(double.NaN));
        Says("learningRate is -0.5; it must be at least 0 and finite.", () => new SGD().LearningRate = -0.5);
        Says("momentum is 1.5; it must be from 0 to 1.", () => new SGD(.1, 1.5));
        Says("momentum is NaN; it must be from 0 to 1.", () => new SGD(.1, double.NaN));
        Says("beta1 is 1; it must be at least 0 and less than 1.", () => new Adam(beta1: 1));
        Says("beta2 is -0.1; it must be at least 0 and less than 1.", () => new Adam(beta2: -0.1));
        Says("epsilon is Infinity; it must be at least 0 and finite.", () => new Adam(epsilon: double.PositiveInfinity));
        Says("labelSmoothing is 2; it must be from 0 to 1.", () => new CategoricalCrossentropy(labelSmoothing: 2));

        static void Says(string message, Action act) => Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(act).Message);
    }

    [Fact]
    public void An_optimizer_serves_one_model()
    {
        using var first = new LinearModel(3, 1, Activation.Linear);
        using var second = new LinearModel(3, 1, Activation.Linear);
        var optimizer = new Adam();
        first.Compile(optimizer);
        Assert.Equal(
            "This Adam already works for another model, whose momentum and step count it holds. Make a new Adam for each model.",
            Assert.Throws<InvalidOperationException>(() => second.Compile(optimizer)).Message);
    }

    [Fact]
    public void A_step_without_gradients_says_what_to_call_first()
    {
        using var model = new LinearModel(3, 1, Activation.Linear);
        Assert.Equal(
            "optimizer.Step needs gradients that it has not used yet. Call model.Forward and model.Backward first.",
            Assert.Throws<InvalidOperationException>(() => new SGD().Step(model)).Message);
    }

    [Fact]
    public void Names_resolve_in_any_case_and_a_wrong_one_lists_the_near_ones()
    {
        Assert.IsType<SGD>((Optimizer)"SGD");
        Assert.IsType<Adam>((Optimizer)"adam");
        string message = Assert.Throws<ArgumentException>(() => (Optimizer)"adma").Message;
        Assert.StartsWith("There is no optimizer \"adma\". Did you mean \"adam\"", message);
        Assert.Contains(
            "Known names: \"sgd\", \"rmsprop\", \"adam\", \"adamw\", \"adagrad\", \"adadelta\", \"adamax\", \"nadam\", \"lion\", "
                + "\"adafactor\", \"ftrl\", \"lamb\".",
            message);
    }

    private static void Close(float[] expected, float[] actual)
    {
        for (int i = 0; i < expected.Length; i++) { Assert.Equal(expected[i], actual[i], 1.2e-7f * Math.Abs(expected[i])); }
    }
}
