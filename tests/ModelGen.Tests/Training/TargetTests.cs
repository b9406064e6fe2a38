using System.Numerics.Tensors;
using ModelGen.Data;
using Xunit;
using Numeric = System.Numerics.Tensors.Tensor;

namespace ModelGen.Tests;

/// <summary>
/// Targets that a loss can make no sense of, and weights that are not finite, are refused by every entrance before anything changes.
/// </summary>
public class TargetTests
{
    // A loss, the activation before it, how many outputs, and a target that it refuses.
    public static TheoryData<string, Activation, int, float> Wrong => new()
    {
        { "binary_crossentropy", Activation.Sigmoid, 1, 2 },
        { "binary_crossentropy", Activation.Sigmoid, 2, -1 },
        { "binary_crossentropy", Activation.Sigmoid, 1, float.NaN },
        { "binary_focal_crossentropy", Activation.Sigmoid, 1, 255 },
        { "crossentropy", Activation.Sigmoid, 1, -1 },
        { "categorical_crossentropy", Activation.Softmax, 3, 255 },
        { "categorical_focal_crossentropy", Activation.Softmax, 3, -1 },
        { "categorical_hinge", Activation.Linear, 3, -1 },
        { "kl_divergence", Activation.Softmax, 3, 2 },
        { "dice", Activation.Sigmoid, 2, 255 },
        { "tversky", Activation.Sigmoid, 2, -.5f },
        { "poisson", Activation.Sigmoid, 1, -1 },
        { "mean_squared_logarithmic_error", Activation.Linear, 2, -3 },
        { "hinge", Activation.Linear, 1, 2 },
        { "squared_hinge", Activation.Linear, 1, 255 },
        { "mean_squared_error", Activation.Linear, 1, float.PositiveInfinity },
        { "log_cosh", Activation.Linear, 1, float.NaN },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_target_outside_a_losss_domain_is_refused_everywhere(string loss, Activation activation, int outputs, float wrong)
    {
        using var model = new LinearModel(2, outputs, activation);
        model.Compile("sgd", loss);
        float[] x = [1, 2, 3, 4], y = new float[2 * outputs];
        y[^1] = wrong;
        float[] before = model.Parameters[0].ToArray();
        Refuses(() => model.Fit(x, y, verbose: 0));
        Refuses(() => model.Fit(x, new float[y.Length], verbose: 0, validationData: Dataset.From(x, y, 2)));
        Refuses(() => model.Evaluate(x, y));
        Refuses(() => { model.TrainOnBatch(x, y); });
        model.Forward(x);
        Refuses(() => { model.Backward(y); });
        Assert.Equal(before, model.Parameters[0].ToArray());
        y[^1] = 0;
        Assert.True(double.IsFinite(model.Fit(x, y, verbose: 0)["loss"][0]));

        void Refuses(Action act)
        {
            string message = Assert.Throws<ArgumentOutOfRangeException>(act).Message;
            Assert.StartsWith(FormattableString.Invariant($"A target of sample 1 is {wrong}, but the loss "), message);
        }
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_loss_or_a_metric_by_itself_refuses_it_too(string loss, Activation activation, int outputs, float wrong)
    {
        _ = activation; // that of a model
        if (loss == "kl_divergence") { wrong = -1; } // what is above 1 counts as 1 there, as in Keras
        float[] p = new float[2 * outputs], y = new float[2 * outputs];
        Array.Fill(p, .5f);
        y[^1] = wrong;
        Assert.Throws<ArgumentOutOfRangeException>(() => ((Loss)loss).Value(y, p, outputs));
        Assert.Throws<ArgumentOutOfRangeException>(() => ((Loss)loss).Values(y, p, outputs));
        Assert.Throws<ArgumentOutOfRangeException>(() => ((Metric)(Loss)loss).UpdateState(y, p, outputs));
    }

    [Fact]
    public void Ints_that_stand_for_themselves_are_checked_as_floats_are()
    {
        using var model = new LinearModel(2, 1, Activation.Linear);
        model.Compile("sgd", "poisson");
        Assert.StartsWith(
            "A target of sample 1 is -2, but the loss poisson needs numbers of at least 0.",
            Assert.Throws<ArgumentOutOfRangeException>(() => model.Fit(new float[4], (int[])[1, -2], verbose: 0)).Message);
        model.Compile("sgd", "hinge");
        Assert.StartsWith(
            "A target of sample 0 is 7, but the loss hinge needs -1 and 1, or 0 and 1.",
            Assert.Throws<ArgumentOutOfRangeException>(() => model.Evaluate(new float[4], (int[])[7, 1])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Loss.Poisson.Value([-1], [.5f], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Losses.SparseCategoricalCrossentropy(
            Numeric.Create((float[])[0, .5f], [2]), Numeric.Create((float[])[.5f, .5f, .25f, .75f], [2, 2])));
    }

    [Fact]
    public void Weights_are_finite_for_every_entrance()
    {
        using var model = new LinearModel(2, 1, Activation.Linear);
        model.Compile("sgd", "mse");
        float[] x = [1, 2, 3, 4], y = [1, 2], weights = [1, float.NaN];
        const string message = "Weight 1 is NaN; weights are finite numbers, and 0 leaves a sample out.";
        Says(() => { model.TrainOnBatch(x, y, weights); });
        model.Forward(x);
        Says(() => { model.Backward(y, sampleWeight: weights); });
        Says(() => Loss.MeanSquaredError.Value(y, y, 1, weights));
        Says(() => Loss.MeanSquaredError.Values(y, y, 1, [1, float.NaN]));
        Assert.Throws<ArgumentException>(() => model.Fit(x, y, sampleWeight: weights, verbose: 0));
        Assert.Throws<ArgumentException>(() => model.Evaluate(x, y, sampleWeight: weights));
        Assert.Throws<ArgumentException>(() => new Metrics.MeanSquaredError().UpdateState(y, y, weights));

        static void Says(Action act) => Assert.StartsWith(message, Assert.Throws<ArgumentException>(act).Message);
    }

    [Fact]
    public void Losses_that_could_learn_nothing_say_so()
    {
        using var softmax = new LinearModel(2, 1);
        Assert.Contains("ends in Softmax over 1 value, which is always 1",
            Assert.Throws<InvalidOperationException>(() => softmax.Compile("sgd", "bce")).Message);
        using var linear = new LinearModel(2, 1, Activation.Linear);
        Assert.StartsWith("Loss.CosineSimilarity compares directions",
            Assert.Throws<InvalidOperationException>(() => linear.Compile("sgd", "cosine_similarity")).Message);
    }
}
