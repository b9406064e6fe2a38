using ModelGen.Data;
using ModelGen.Tests.Contract;
using Xunit;

namespace ModelGen.Tests;

/// <summary>
/// Weights, regularizers, metrics, accumulation, averages, steps and validation in one training, on the CPU and by the GPU's kernels.
/// </summary>
public class FeaturesTogetherTests
{
    private const double L2 = 0.05, L1 = 0.03;
    private const string Regression = "[Input(3)] [Dense(4, Activation.Tanh, KernelL2 = 0.05)] [Dense(2, KernelL1 = 0.03)]";
    private const string Classifier = "[Input(3)] [Dense(3, Activation.Softmax, KernelL2 = 0.05)]";

    private static readonly Lazy<CompiledModels> s_models = new(() => StackCompiler.CompileStacks(Regression, Classifier));

    [Fact]
    public void A_sample_of_weight_two_is_two_samples_under_regularizers_clipping_accumulation_and_averages() => OnEachDevice(device =>
    {
        Dataset once = Values(4, [2, 0, 2, 0]);
        (float[] a, float[] b) = (once.Sample(0).ToArray(), once.Sample(2).ToArray());
        float[] y = once.Labels.Values.ToArray();
        Dataset twice = Dataset.From((float[])[.. a, .. a, .. b, .. b], (float[])[.. y[..2], .. y[..2], .. y[4..6], .. y[4..6]], 3);
        (History weighted, float[] weights) = Train(once);
        (History repeated, float[] expected) = Train(twice);
        for (int i = 0; i < weights.Length; i++) { Assert.Equal(expected[i], weights[i], 1e-5); }
        for (int epoch = 0; epoch < 3; epoch++) { Assert.Equal(repeated["loss"][epoch], weighted["loss"][epoch], 1e-5); }
        Assert.Equal(repeated["mse"][2], weighted["weighted_mse"][2], 1e-5);

        (History, float[]) Train(Dataset data)
        {
            using Model model = s_models.Value.Create("Model0", device, seed: 5);
            model.Compile(Rich(), "mse", metrics: ["mse"], weightedMetrics: ["mse"]);
            return (model.Fit(data, epochs: 3, batchSize: 2, shuffle: false, verbose: 0), Parameters(model));
        }
    });

    [Fact]
    public void A_loss_is_weighted_and_penalized_once_and_its_metric_is_neither() => OnEachDevice(device =>
    {
        float[] weights = [0.5f, 2, 0, 1, 3], others = [1, 0, 4];
        (Dataset data, Dataset validation) = (Values(5, weights), Values(3, others));
        using Model model = s_models.Value.Create("Model0", device, seed: 5);
        model.Compile(new SGD(0), "mse", metrics: ["mse"], weightedMetrics: ["mse"]);
        double regularizer = (L2 * model.Parameters["dense/kernel"].ToArray().Sum(w => (double)w * w))
            + (L1 * model.Parameters["dense_1/kernel"].ToArray().Sum(w => (double)Math.Abs(w)));
        (double[] errors, double[] validationErrors) = (Errors(model, data), Errors(model, validation));
        double loss = errors.Zip(weights, (e, w) => e * w).Sum() / 5,
            validationLoss = validationErrors.Zip(others, (e, w) => e * w).Sum() / 3;

        History history = model.Fit(data, epochs: 2, batchSize: 2, validationData: validation, validationBatchSize: 3, verbose: 0);
        Assert.Equal(loss + regularizer, history["loss"][1], 1e-5);
        Assert.Equal(errors.Average(), history["mse"][1], 1e-5);
        Assert.Equal(loss * 5 / weights.Sum(), history["weighted_mse"][1], 1e-5);
        Assert.Equal(validationLoss + regularizer, history["val_loss"][1], 1e-5);
        Assert.Equal(validationErrors.Average(), history["val_mse"][1], 1e-5);
        Assert.Equal(validationLoss * 3 / others.Sum(), history["val_weighted_mse"][1], 1e-5);
        Assert.Equal(loss + regularizer, model.Evaluate(data, batchSize: 3).Loss, 1e-5);
        model.Forward(Inputs(data));
        Assert.Equal(loss + regularizer, model.Backward(data.Labels, sampleWeight: weights).Value, 1e-5);
    });

    [Fact]
    public void The_loop_by_hand_gives_the_bits_of_Fit_with_all_of_it() => OnEachDevice(device =>
    {
        Dataset data = Values(7, [1, 2, 0, 1, 0.5f, 3, 1]);
        using Model fitted = s_models.Value.Create("Model0", device, seed: 5), looped = s_models.Value.Create("Model0", device, seed: 5);
        fitted.Compile(Rich(), "mse", "mse");

        // Epochs of 2 steps go on in one pass over 4 batches.
        fitted.Fit(data, epochs: 4, batchSize: 2, shuffle: false, stepsPerEpoch: 2, validationData: data, verbose: 0);
        Optimizer optimizer = Rich();
        for (int pass = 0; pass < 2; pass++)
        {
            foreach (Batch batch in data.Batches(2))
            {
                looped.Forward(batch.Inputs);
                looped.Backward(batch.Labels, Loss.MeanSquaredError, batch.SampleWeights);
                optimizer.Step(looped);
            }
        }

        float[] before = Parameters(looped);
        optimizer.FinalizeVariableValues(looped);
        Assert.Equal(Parameters(looped), Parameters(fitted));
        Assert.NotEqual(before, Parameters(looped));
    });

    [Fact]
    public void Weights_of_classes_are_weights_of_training_samples_only() => OnEachDevice(device =>
    {
        int[] labels = [0, 1, 2, 1, 0, 2, 2, 1];
        Dataset data = Dataset.From(Inputs(Values(8, [])), labels, 3);
        (History byClass, float[] weights) = Train(data, new Dictionary<int, double> { [1] = 3, [2] = 0.5 }, default);
        (History bySample, float[] expected) = Train(data, null,
            (float[])[.. labels.Select(label => label == 1 ? 3f : label == 2 ? 0.5f : 1f)]);
        Assert.Equal(expected, weights);
        Assert.Equal(bySample["loss"], byClass["loss"]);
        Assert.Equal(bySample["weighted_accuracy"], byClass["weighted_accuracy"]);
        Assert.Equal(bySample["val_accuracy"], byClass["val_accuracy"]);

        // The split's own samples keep the weights of samples, but not those of classes.
        Assert.NotEqual(bySample["val_loss"], byClass["val_loss"]);
        Assert.Equal(byClass["val_accuracy"], byClass["val_weighted_accuracy"]);

        (History, float[]) Train(Dataset data, Dictionary<int, double>? classWeight, ReadOnlyMemory<float> sampleWeight)
        {
            using Model model = s_models.Value.Create("Model1", device, seed: 5);
            model.Compile(Rich(), "sparse_categorical_crossentropy", metrics: ["accuracy"], weightedMetrics: ["accuracy"]);
            return (model.Fit(data, epochs: 2, batchSize: 2, validationSplit: 0.25, classWeight: classWeight, sampleWeight: sampleWeight,
                verbose: 0), Parameters(model));
        }
    });

    [Fact]
    public void An_optimizer_that_averages_leaves_parameters_alone_where_nothing_is_trained() => OnEachDevice(device =>
    {
        Dataset data = Values(4, []);
        using Model model = s_models.Value.Create("Model0", device, seed: 5);
        model.Compile(Rich(), "mse");
        model.Fit(data, batchSize: 2, verbose: 0);
        model.Parameters["dense/kernel"].Set(new float[12]);
        model.Fit(data, epochs: 0, verbose: 0);
        Assert.All(model.Parameters["dense/kernel"].ToArray(), w => Assert.Equal(0f, w));
    });

    private static void OnEachDevice(Action<Device> check)
    {
        foreach (Device device in (Device[])[.. ContractDevices.Cpu, .. Extent.IsFull ? ContractDevices.Gpu : []]) { check(device); }
    }

    private static Adam Rich() =>
        new(0.02) { GradientAccumulationSteps = 2, UseEma = true, EmaMomentum = 0.9, WeightDecay = 0.1, ClipNorm = 0.5 };

    private static Dataset Values(int count, float[] weights)
    {
        var random = new Random(count);
        Dataset data = Dataset.From(Random(3 * count), Random(2 * count), 3);
        return weights.Length == 0 ? data : data.WithSampleWeight(weights);

        float[] Random(int length) => [.. Enumerable.Range(0, length).Select(_ => (2 * random.NextSingle()) - 1)];
    }

    private static float[] Inputs(Dataset data) => [.. Enumerable.Range(0, data.Count).SelectMany(i => data.Sample(i).ToArray())];

    private static float[] Parameters(Model model) => [.. model.Parameters.SelectMany(p => p.ToArray())];

    private static double[] Errors(Model model, Dataset data)
    {
        float[] predicted = model.Predict(data), targets = data.Labels.Values.ToArray();
        return [.. Enumerable.Range(0, data.Count).Select(i => (Square(2 * i) + Square((2 * i) + 1)) / 2)];

        double Square(int place) => Math.Pow((double)predicted[place] - targets[place], 2);
    }
}
