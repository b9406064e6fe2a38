using Xunit;

namespace ModelGen.Tests.Oracle;

// Inside the namespace, so that Activation, Loss and the like mean the Oracle's.
using ModelGen.Oracle;

/// <summary>Numbers that Keras 3.16 printed (NumPy backend, float32).</summary>
public class GoldenValueTests
{
    // Keras computed them in float32 and printed 7 to 9 digits.
    private const double Tolerance = 2e-6;

    private static readonly double[] s_labels = [0, 1, 0, 0, 0, 1];
    private static readonly double[] s_probabilities = [.05, .95, 0, .1, .8, .1];

    [Fact]
    public void Categorical_crossentropy_is_Keras()
    {
        // CategoricalCrossentropy()([[0,1,0],[0,0,1]], [[.05,.95,0],[.1,.8,.1]]) and its reduction="none"
        var loss = new CategoricalCrossentropy();
        Assert.Equal(1.1769392, loss.Mean(s_labels, s_probabilities, 3), Tolerance);
        Assert.Equal(0.051293306, loss.Value(s_labels[..3], s_probabilities[..3]), Tolerance);
        Assert.Equal(2.3025851, loss.Value(s_labels[3..], s_probabilities[3..]), Tolerance);
    }

    [Fact]
    public void Label_smoothing_is_Keras()
    {
        // CategoricalCrossentropy(label_smoothing=.1) of the same
        Assert.Equal(1.4591359, new CategoricalCrossentropy(0.1).Mean(s_labels, s_probabilities, 3), Tolerance);
    }

    [Fact]
    public void Crossentropy_of_logits_is_Keras()
    {
        // CategoricalCrossentropy(from_logits=True)(the same labels, [[1,2,-1],[.5,-.5,0]])
        Assert.Equal(0.7646409, new CategoricalCrossentropyFromLogits().Mean(s_labels, [1, 2, -1, .5, -.5, 0], 3), Tolerance);
    }

    [Fact]
    public void Probabilities_that_do_not_add_up_are_renormalised_as_in_Keras()
    {
        // CategoricalCrossentropy(reduction="none")(the same labels, [[1,2,1],[3,1,4]])
        var loss = new CategoricalCrossentropy();
        Assert.Equal(0.6931472, loss.Value([0, 1, 0], [1, 2, 1]), Tolerance);
        Assert.Equal(0.6931472, loss.Value([0, 0, 1], [3, 1, 4]), Tolerance);
    }

    [Fact]
    public void Sparse_labels_are_one_hot_labels()
    {
        // SparseCategoricalCrossentropy()([1, 2], [[.05,.95,0],[.1,.8,.1]])
        Assert.Equal(1.1769392, new CategoricalCrossentropy().Mean(Loss.OneHot([1, 2], 3), s_probabilities, 3), Tolerance);
    }

    [Fact]
    public void Mean_squared_error_is_Keras()
    {
        // MeanSquaredError()([[0,1],[2,3]], [[1,1.5],[1,.25]]) and its reduction="none"
        var loss = new MeanSquaredError();
        Assert.Equal(2.453125, loss.Mean([0, 1, 2, 3], [1, 1.5, 1, .25], 2), Tolerance);
        Assert.Equal(.625, loss.Value([0, 1], [1, 1.5]), Tolerance);
        Assert.Equal(4.28125, loss.Value([2, 3], [1, .25]), Tolerance);
    }

    [Fact]
    public void Accuracy_takes_the_first_of_equal_outputs()
    {
        Assert.Equal(0.5, Accuracy.Mean([0, 1, 0, 1, 0, 0], [.2, .4, .4, .3, .4, .3], 3));
    }

    // Weights [1,-2,3]; the gradient at step k is k [.1,-.2,.3]; the weights after steps 1 and 3.
    public static TheoryData<string, double[], double[]> Optimizers => new()
    {
        { "SGD(.1)", [.99000001, -1.98, 2.97], [.94000006, -1.88000011, 2.82000017] },
        { "SGD(.1, momentum=.9)", [.99, -1.98, 2.97], [.90490001, -1.80980003, 2.71470022] },
        { "SGD(.1, momentum=.9, nesterov=True)", [.98100001, -1.96200001, 2.94300008], [.85440999, -1.70881999, 2.56323004] },
        { "Adam(.01)", [.99000037, -1.99000025, 2.99000025], [.97076887, -1.97076869, 2.97076869] },
    };

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Optimizers_walk_as_Keras_does(string name, double[] afterOne, double[] afterThree)
    {
        Optimizer optimizer = name switch
        {
            "SGD(.1)" => new Sgd(0.1),
            "SGD(.1, momentum=.9)" => new Sgd(0.1, 0.9),
            "SGD(.1, momentum=.9, nesterov=True)" => new Sgd(0.1, 0.9, nesterov: true),
            _ => new Adam(0.01),
        };
        double[] w = [1, -2, 3];
        for (int k = 1; k <= 3; k++)
        {
            optimizer.Update(w, [k * .1, k * -.2, k * .3]);
            if (k == 1) { AssertClose(afterOne, w); }
        }

        AssertClose(afterThree, w);
    }

    // The known answers that the authors of Philox publish with Random123, for philox4x32 with 10 rounds.
    [Theory]
    [InlineData(new uint[] { 0, 0, 0, 0 }, new uint[] { 0, 0 }, new uint[] { 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8 })]
    [InlineData(new uint[] { ~0u, ~0u, ~0u, ~0u }, new uint[] { ~0u, ~0u }, new uint[] { 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd })]
    [InlineData(new uint[] { 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344 }, new uint[] { 0xa4093822, 0x299f31d0 },
        new uint[] { 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1 })]
    public void Philox_gives_the_published_answers(uint[] counter, uint[] key, uint[] words) =>
        Assert.Equal(words, Philox.Words(counter, key));

    [Fact]
    public void The_lecture_network_has_Kerass_shapes_names_and_number_of_parameters()
    {
        var network = new OracleNetwork([28, 28, 1], new Conv2D(32, 5, 5), new MaxPool(2, 2), new Dense(10), new Dense(10));
        Assert.Equal(["conv2d/kernel", "conv2d/bias", "dense/kernel", "dense/bias", "dense_1/kernel", "dense_1/bias"],
            network.Parameters.Select(p => p.Name));
        // Keras's summary: 832 + 46,090, and 110 for the second dense layer
        Assert.Equal(832 + 46_090 + 110, network.Parameters.Sum(p => p.Values.Length));
    }

    [Fact]
    public void Same_padding_puts_the_odd_row_after_and_averages_only_what_exists()
    {
        var network = new OracleNetwork([4, 1, 1], new AveragePool(3, 1) { Same = true, StrideHeight = 2 });
        // 4 rows, window 3, stride 2: 2 outputs need 5 rows, so 0 before and 1 after: the means of rows 0 to 2 and of rows 2 to 3
        Assert.Equal([2, 3.5], network.Forward([1, 2, 3, 4]));
    }

    [Fact]
    public void Ties_go_to_the_first_maximum_and_relu_has_no_slope_at_zero()
    {
        var pool = new OracleNetwork([1, 2, 1], new MaxPool(1, 2));
        pool.Forward([5, 5]);
        Assert.Equal([1, 0], pool.Backward([1]));

        var relu = new OracleNetwork([2], new Activation(Function.ReLU));
        relu.Forward([0, 1]);
        Assert.Equal([0, 1], relu.Backward([1, 1]));
    }

    private static void AssertClose(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++) { Assert.Equal(expected[i], actual[i], Tolerance); }
    }
}
