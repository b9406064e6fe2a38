using System.Numerics.Tensors;
using ModelGen.Data;
using Xunit;
using Numeric = System.Numerics.Tensors.Tensor;

namespace ModelGen.Tests;

/// <summary>What a loss cannot work on says what to write instead.</summary>
public class LossCheckTests
{
    [Fact]
    public void A_loss_without_reduction_is_called_and_not_trained_on()
    {
        var loss = new Huber(reduction: Reduction.None);
        const string message = "Huber has Reduction.None, so it gives a number for each sample and not one to make small. "
            + "Leave the reduction out or write Reduction.Sum to train, and call the loss itself for the numbers of the samples.";
        using var model = new LinearModel(2, 2, Activation.Linear);
        Says(message, () => model.Compile("sgd", loss));
        model.Forward([1, 2]);
        Says(message, () => model.Backward(Of(1, 2), loss));
        Assert.Equal([.5f, 0], loss.Values([0f, 0, 1, 1], [1f, 1, 1, 1], 2));
        Says("Huber has Reduction.None, so it has no single value. Call Values for the numbers of the samples, or leave the reduction out.",
            () => loss.Value([0f], [1f], 1));
    }

    [Fact]
    public void Probabilities_and_logits_are_told_apart()
    {
        using var linear = new LinearModel(2, 2, Activation.Linear);
        Says("Loss.BinaryCrossentropy needs probabilities, but layer 1 (Dense) does not end in Sigmoid. Use Activation.Sigmoid there, or "
            + "new BinaryCrossentropy(fromLogits: true) or Loss.MeanSquaredError here.",
            () => linear.Compile("sgd", "bce"));
        Says("Loss.CategoricalFocalCrossentropy needs probabilities, but layer 1 (Dense) does not end in Softmax. Use Activation.Softmax "
            + "there, or new CategoricalFocalCrossentropy(fromLogits: true) or Loss.MeanSquaredError here.",
            () => linear.Compile("sgd", Loss.CategoricalFocalCrossentropy));
        using var sigmoid = new LinearModel(2, 2, Activation.Sigmoid);
        Says("BinaryFocalCrossentropy with fromLogits needs logits, but layer 1 (Dense) ends in Sigmoid. Use Activation.Linear there, or "
            + "leave fromLogits out here.",
            () => sigmoid.Compile("sgd", new BinaryFocalCrossentropy(fromLogits: true)));
        sigmoid.Compile("sgd", "bce");
        linear.Compile("sgd", new BinaryCrossentropy(fromLogits: true));
    }

    [Fact]
    public void Class_indices_where_targets_are_needed_are_refused()
    {
        using var model = new LinearModel(8, 4, Activation.Linear);
        foreach (string loss in new[] { "huber", "mae", "hinge", "poisson", "kld", "dice", "cosine_similarity", "categorical_hinge",
            "tversky" })
        {
            model.Compile("sgd", loss);
            Says($"Loss.{((Loss)loss).GetType().Name} needs 4 target values for each output of layer 1 (Dense), but the labels are class "
                + "indices. "
                + "Give dense targets (one-hot, say), or use Loss.SparseCategoricalCrossentropy.",
                () => model.Fit(Digits.Clusters(4), verbose: 0));
        }
    }

    [Fact]
    public void Class_indices_of_two_classes_are_0_and_1()
    {
        using var model = new LinearModel(1, 1, Activation.Sigmoid);
        model.Compile("sgd", "bce");
        Dataset data = Dataset.From((float[])[1, 2], (int[])[0, 2], 1);
        Assert.StartsWith("The label of sample 1 is 2, but layer 1 (Dense) gives 2 classes, so labels are 0 to 1.",
            Assert.Throws<ArgumentOutOfRangeException>(() => model.Fit(data, verbose: 0)).Message);
        // Values of any size are what other losses of one output learn.
        model.Compile("sgd", "mse");
        model.Fit(data, verbose: 0);
    }

    [Fact]
    public void Axes_that_are_not_there_are_named()
    {
        using var model = new LinearModel(2, 2, Activation.Linear);
        Says("Dice is to work along axis 2, but the outputs of layer 1 (Dense) have 2 axes: 0, the samples, to 1. Name one of these, or "
            + "leave axis out for all.", () => model.Compile("sgd", new Dice(axis: 2)));
        using var softmax = new LinearModel(2, 2);
        Says("CategoricalCrossentropy is to work along axis 0, but the classes of layer 1 (Dense) lie along the last axis, -1 (or 1, where "
            + "axis 0 counts the samples). Leave axis out.",
            () => softmax.Compile("sgd", new CategoricalCrossentropy(axis: 0)));
        softmax.Compile("sgd", new CategoricalCrossentropy(axis: 1));
        model.Compile("sgd", new Dice(axis: 0));
        model.Forward([1, 2]);
        Says("Dice has a value for each of 2 groups of outputs that go through all samples, but there are 1 weights for each sample. Leave "
            + "the weights out, or let axis name axes of a sample only.",
            () => model.Backward(Of(1, 0), sampleWeight: [2]));
    }

    [Fact]
    public void Numbers_outside_their_range_are_named()
    {
        Assert.StartsWith("delta is 0; it must be above 0 and finite.",
            Assert.Throws<ArgumentOutOfRangeException>(static () => new Huber(0)).Message);
        Assert.StartsWith("labelSmoothing is 1.5; it must be from 0 to 1.",
            Assert.Throws<ArgumentOutOfRangeException>(static () => new BinaryCrossentropy(labelSmoothing: 1.5)).Message);
        Assert.StartsWith("gamma is -1; it must be at least 0 and finite.",
            Assert.Throws<ArgumentOutOfRangeException>(static () => new CategoricalFocalCrossentropy(gamma: -1)).Message);
        Assert.StartsWith("alpha is NaN; it must be at least 0 and finite.",
            Assert.Throws<ArgumentOutOfRangeException>(static () => new Tversky(double.NaN)).Message);
    }

    [Fact]
    public void Crossentropy_is_chosen_by_shape_as_in_Keras()
    {
        Dataset data = Digits.Clusters(6);
        Assert.Equal(LossOf("sparse_categorical_crossentropy", 4, data.Labels), LossOf("crossentropy", 4, data.Labels));
        float[] bits = [0, 1, 1, 0, 1, 0];
        Assert.Equal(LossOf("bce", 1, bits), LossOf("ce", 1, bits));

        double LossOf(string loss, int outputs, Labels labels)
        {
            using var model = new LinearModel(8, outputs, outputs == 1 ? Activation.Sigmoid : Activation.Softmax);
            model.Compile("sgd", loss);
            float[] inputs = [.. Enumerable.Range(0, 6).SelectMany(i => data.Sample(i).ToArray())];
            return model.Evaluate(Dataset.From(inputs, labels, 8)).Loss;
        }
    }

    [Fact]
    public void Tensors_are_aligned_as_in_Keras_and_never_broadcast()
    {
        Tensor<float> p = Numeric.Create((float[])[1, 2, 3], [3, 1]), y = Numeric.Create((float[])[0, 2, 5]);
        Assert.Equal(5 / 3f, Loss.MeanSquaredError.Value(y, p), 1e-6f);
        Assert.Equal([1f, 0, 4], Losses.MeanSquaredError(y, p).ToArray());
        Assert.Equal("yTrue is 3 and yPred 2 x 2; mean_squared_error needs yTrue as 2 x 2. (Parameter 'yTrue')",
            Assert.Throws<ArgumentException>(() => Loss.MeanSquaredError.Value(y, Numeric.Create(new float[4], [2, 2]))).Message);
        Assert.Equal([2],
            Losses.SparseCategoricalCrossentropy(Numeric.Create((float[])[0, 1], [2, 1]),
                Numeric.Create((float[])[.5f, .5f, .25f, .75f], [2, 2])).Lengths.ToArray());
        Assert.Equal([2, 2],
            Losses.MeanAbsoluteError(Numeric.Create(new float[12], [2, 2, 3]), Numeric.Create(new float[12], [2, 2, 3])).Lengths.ToArray());
    }

    [Fact]
    public void A_loss_that_is_called_with_what_does_not_fit_says_so()
    {
        Assert.StartsWith("yPred has 3 values, which are not rows of 2",
            Assert.Throws<ArgumentException>(static () => Losses.Huber([1f, 2, 3], [1f, 2, 3], 2)).Message);
        Assert.StartsWith("yPred has 4 values in rows of 2, which need 4 targets, but yTrue has 3.",
            Assert.Throws<ArgumentException>(static () => Losses.Huber([1f, 2, 3], [1f, 2, 3, 4], 2)).Message);
        Assert.StartsWith("The label of row 1 is 2, but there are 2 classes, so labels are 0 to 1.",
            Assert.Throws<ArgumentOutOfRangeException>(static () => Losses.SparseCategoricalCrossentropy([0, 2], [.5f, .5f, .5f, .5f], 2))
                .Message);
        Assert.StartsWith("There are 2 values, but 3 sample weights.",
            Assert.Throws<ArgumentException>(static () => Loss.Huber.Value([1f, 2], [1f, 2], 1, [1, 2, 3])).Message);
    }

    [Theory]
    [InlineData("bce")]
    [InlineData("binary_focal_crossentropy")]
    [InlineData("dice")]
    [InlineData("huber")]
    public void Training_makes_the_loss_small(string loss)
    {
        Dataset clusters = Digits.Clusters(200);
        var targets = new float[4 * clusters.Count];
        for (int i = 0; i < clusters.Count; i++) { targets[(4 * i) + clusters.Label(i)] = 1; }
        float[] inputs = [.. Enumerable.Range(0, clusters.Count).SelectMany(i => clusters.Sample(i).ToArray())];
        using var model = new LinearModel(8, 4, Activation.Sigmoid);
        model.Compile(new Adam(0.05), loss);
        History history = model.Fit(Dataset.From(inputs, targets, 8), epochs: 20, batchSize: 20, verbose: 0);
        Assert.True(history["loss"][^1] < 0.5 * history["loss"][0], $"{history["loss"][0]} to {history["loss"][^1]}");
    }

    private static Labels Of(params float[] targets) => new((ReadOnlyMemory<float>)targets);

    private static void Says(string message, Action act) => Assert.Equal(message, Assert.Throws<InvalidOperationException>(act).Message);
}
