using ModelGen.Data;
using ModelGen.Tests.Contract;
using Xunit;

namespace ModelGen.Tests.Gpu;

/// <summary>Whole trainings on a GPU's kernels against the CPU's: the same weights, order and masks, values within tolerance.</summary>
internal static class GpuTraining
{
    public const string Classifier = "[Input(6, 6, 1)] [Conv2D(2, 3, Activation.ReLU)] [MaxPool(2)] [Dropout(0.25)] [Flatten] [Dense(3, "
        + "Activation.Softmax)]";
    public const string Regression = "[Input(5)] [Dense(4, Activation.Tanh)] [Dense(2, Activation.Sigmoid)]";

    // Float32 sums in another order, carried through the updates of a few steps of weights below 1.
    private const double Tolerance = 2e-4;

    private static readonly Lazy<CompiledModels> s_models = new(() => StackCompiler.CompileStacks(Classifier, Regression));

    /// <summary>Each thread has a model of its own and none shall launch kernels with another's arguments.</summary>
    public static void PredictOnThreads(Device gpu, int threads, int times)
    {
        float[] inputs = Values(13, 5, 2).Sample(0).ToArray();
        Model[] models = [.. Enumerable.Range(0, threads).Select(seed => s_models.Value.Create("Model1", gpu, seed))];
        float[][] expected = [.. models.Select(model => model.Predict(inputs, batchSize: 1))];
        Assert.Equal(threads, expected.DistinctBy(outputs => outputs[0]).Count());
        int wrong = 0;
        Thread[] running = [.. Enumerable.Range(0, threads).Select(i => new Thread(() =>
        {
            for (int time = 0; time < times; time++)
            {
                if (!models[i].Predict(inputs).SequenceEqual(expected[i])) { Interlocked.Increment(ref wrong); }
            }
        }))];
        foreach (Thread thread in running) { thread.Start(); }
        foreach (Thread thread in running) { thread.Join(); }
        foreach (Model model in models) { model.Dispose(); }
        Assert.Equal(0, wrong);
    }

    public static void Check(Device gpu, string optimizer, string loss)
    {
        bool classifies = loss.Contains("categorical", StringComparison.Ordinal);
        Dataset data = classifies ? Digits(13, 36, classes: 3) : Values(13, 5, 2);
        (float[] Weights, History History, Evaluation Evaluation, float[] Predictions) Train(Device device)
        {
            using Model model = s_models.Value.Create(classifies ? "Model0" : "Model1", device, seed: 3);
            Metric[] metrics = classifies ? [Metric.Accuracy] : [];
            model.Compile(Make(optimizer), loss, metrics);
            History history = model.Fit(data, epochs: 2, batchSize: 5, verbose: 0);
            return ([.. model.Parameters.SelectMany(p => p.ToArray())], history, model.Evaluate(data, batchSize: 5),
                model.Predict(data, batchSize: 5));
        }

        var expected = Train(new CpuDevice(threads: 1));
        var actual = Train(gpu);
        for (int i = 0; i < expected.Weights.Length; i++) { Assert.Equal(expected.Weights[i], actual.Weights[i], Tolerance); }
        for (int i = 0; i < expected.Predictions.Length; i++) { Assert.Equal(expected.Predictions[i], actual.Predictions[i], Tolerance); }
        Assert.Equal(expected.Evaluation.Loss, actual.Evaluation.Loss, Tolerance);
        foreach (string name in expected.History.Names)
        {
            for (int epoch = 0; epoch < 2; epoch++) { Assert.Equal(expected.History[name][epoch], actual.History[name][epoch], Tolerance); }
        }
    }

    /// <summary>Two inputs, a loss for each output, weights for one of them, and metrics that heed them.</summary>
    public static void CheckTwoHeads(Device gpu, int number)
    {
        Dataset data = TwoHeads.Data(20, [.. Enumerable.Range(0, 20).Select(i => i % 3 / 2f)]);
        (float[] Weights, History History, Evaluation Evaluation) Train(Device device)
        {
            using Model model = TwoHeads.Make(number, device);
            model.Compile(oddWeight: 0.25);
            History history = model.Fit(data, epochs: 2, batchSize: 6, verbose: 0);
            return (model.Values(), history, model.Evaluate(data, batchSize: 9));
        }

        var expected = Train(new CpuDevice(threads: 1));
        var actual = Train(gpu);
        for (int i = 0; i < expected.Weights.Length; i++) { Assert.Equal(expected.Weights[i], actual.Weights[i], Tolerance); }
        foreach (string name in expected.History.Names)
        {
            Assert.Equal(expected.Evaluation[name], actual.Evaluation[name], Tolerance);
            for (int epoch = 0; epoch < 2; epoch++) { Assert.Equal(expected.History[name][epoch], actual.History[name][epoch], Tolerance); }
        }
    }

    /// <summary>The loss of one output is not finite: its step is found, the output is named, and no parameter has changed since.</summary>
    public static void CheckNonFiniteOutput(Device gpu)
    {
        Dataset good = TwoHeads.Data(10);
        float[] odd = good.LabelsOf("odd").Values.ToArray();
        odd[7] = float.MaxValue;
        Dataset bad = Dataset.From([("image", good.InputColumns[0].Values), ("meta", good.InputColumns[1].Values)],
            [("digit", good.LabelsOf("digit")), ("odd", odd)]);
        using Model model = TwoHeads.Make(0, gpu), stopped = TwoHeads.Make(0, gpu);
        model.Compile(oddWeight: 0.25);
        stopped.Compile(oddWeight: 0.25);
        var error = Assert.Throws<NonFiniteLossException>(() => model.Fit(bad, epochs: 2, batchSize: 3, shuffle: false, verbose: 0));
        Assert.Equal((0, 2), (error.Epoch, error.Step));
        Assert.Contains("that of the output odd;", error.Message);
        stopped.Fit(good.Take(6), batchSize: 3, shuffle: false, verbose: 0);
        Assert.Equal(stopped.Values(), model.Values());
    }

    public static void CheckWeighted(Device gpu)
    {
        Dataset data = Digits(13, 36, classes: 3).WithSampleWeight((float[])[.. Enumerable.Range(0, 13).Select(i => .25f * i)]);
        (float[] Weights, double Loss) Train(Device device)
        {
            using Model model = s_models.Value.Create("Model0", device, seed: 3);
            model.Compile(new SGD(0.1), new SparseCategoricalCrossentropy(ignoreClass: 1));
            double loss = model.Fit(data, epochs: 2, batchSize: 5, verbose: 0)["loss"][1];
            return ([.. model.Parameters.SelectMany(p => p.ToArray())], loss);
        }

        var expected = Train(new CpuDevice(threads: 1));
        var actual = Train(gpu);
        for (int i = 0; i < expected.Weights.Length; i++) { Assert.Equal(expected.Weights[i], actual.Weights[i], Tolerance); }
        Assert.Equal(expected.Loss, actual.Loss, Tolerance);
    }

    public static void CheckLecture(Device gpu)
    {
        Dataset data = SyntheticDigits.Generate(200, seed: 1);
        double Loss(Device device)
        {
            using var model = new HandWrittenCnn(device, seed: 1);
            model.Compile("adam", "sparse_categorical_crossentropy", "accuracy");
            return model.Fit(data, epochs: 1, batchSize: 40, verbose: 0)["loss"][0];
        }

        Assert.Equal(Loss(Device.Cpu), Loss(gpu), Tolerance);
    }

    public static void CheckHandLoop(Device gpu)
    {
        Dataset data = Digits(10, 36, classes: 3);
        using Model fitted = s_models.Value.Create("Model0", gpu, seed: 3);
        fitted.Compile(new SGD(0.1), Loss.SparseCategoricalCrossentropy);
        fitted.Fit(data, batchSize: 4, verbose: 0);

        using Model looped = s_models.Value.Create("Model0", gpu, seed: 3);
        var optimizer = new SGD(0.1);
        foreach (Batch batch in data.Batches(4, shuffleSeed: 3))
        {
            looped.Forward(batch.Inputs);
            float loss = looped.Backward(batch.Labels, Loss.SparseCategoricalCrossentropy);
            Assert.True(float.IsFinite(loss));
            optimizer.Step(looped);
        }

        foreach ((Parameter a, Parameter b) in fitted.Parameters.Zip(looped.Parameters)) { Assert.Equal(a.ToArray(), b.ToArray()); }
    }

    public static void CheckNonFinite(Device gpu)
    {
        Dataset data = Values(10, 5, 2);
        float[] poisoned = [.. Enumerable.Range(0, 10).SelectMany(i => data.Sample(i).ToArray())];
        poisoned[7 * 5] = float.NaN;
        using Model model = s_models.Value.Create("Model1", gpu, seed: 3);
        model.Compile(new SGD(0.1), Loss.MeanSquaredError);
        var error = Assert.Throws<NonFiniteLossException>(() =>
            model.Fit(Dataset.From(poisoned, data.Labels, 5), epochs: 2, batchSize: 3, shuffle: false, verbose: 0));
        Assert.Equal((0, 2), (error.Epoch, error.Step)); // sample 7 is in the third batch of three
        Assert.All(model.Parameters.SelectMany(p => p.ToArray()), value => Assert.True(float.IsFinite(value)));
    }

    public static void CheckTermination(Device gpu)
    {
        Dataset data = Values(10, 5, 2);
        float[] poisoned = [.. Enumerable.Range(0, 10).SelectMany(i => data.Sample(i).ToArray())];
        poisoned[7 * 5] = float.NaN;
        using Model model = s_models.Value.Create("Model1", gpu, seed: 3), stopped = s_models.Value.Create("Model1", gpu, seed: 3);
        model.Compile(new SGD(0.1), Loss.MeanSquaredError);
        stopped.Compile(new SGD(0.1), Loss.MeanSquaredError);
        History history = model.Fit(Dataset.From(poisoned, data.Labels, 5), epochs: 2, batchSize: 3, shuffle: false,
            callbacks: [new TerminateOnNaN()], verbose: 0);
        Assert.Equal([double.NaN], history["loss"]);
        Assert.Equal(2, model.Optimizer.Iterations);
        stopped.Fit(data.Take(6), batchSize: 3, shuffle: false, verbose: 0);
        foreach ((Parameter a, Parameter b) in stopped.Parameters.Zip(model.Parameters)) { Assert.Equal(a.ToArray(), b.ToArray()); }
        model.Fit(data, batchSize: 3, shuffle: false, verbose: 0);
        Assert.Equal(6, model.Optimizer.Iterations); // it learns again
    }

    public static void CheckHooks(Device gpu)
    {
        Dataset data = Values(10, 5, 2);
        using Model model = s_models.Value.Create("Model1", gpu, seed: 3);
        model.Compile(new SGD(0.1), Loss.MeanSquaredError);
        var hook = new LastLosses();
        History history = model.Fit(data, epochs: 2, batchSize: 3, validationData: data.Take(7), validationBatchSize: 2, callbacks: [hook],
            verbose: 0);
        Assert.Equal(history["val_loss"], hook.Validation);
        Assert.Equal(history["loss"], hook.Training);
        Assert.Equal(model.Evaluate(data.Take(7), batchSize: 2).Loss, hook.Validation[^1]);
    }

    /// <summary>The losses of the last batches, looked at while the batches run.</summary>
    private sealed class LastLosses : Callback
    {
        private double _test, _train;

        public List<double> Validation { get; } = [];

        public List<double> Training { get; } = [];

        public override void OnTestBatchEnd(int batch, Logs logs) => _test = logs["loss"];

        public override void OnTrainBatchEnd(int batch, Logs logs) => _train = logs["loss"];

        public override void OnEpochEnd(int epoch, Logs logs)
        {
            Validation.Add(_test);
            Training.Add(_train);
        }
    }

    /// <summary>No buffer is freed under a kernel: whoever works on the model meanwhile gets right numbers or is told.</summary>
    public static void CheckDispose(Device gpu)
    {
        float[] inputs = Values(3, 5, 2).InputColumns[0].Range(0, 3).ToArray();
        for (int round = 0; round < 3; round++)
        {
            Model model = RegressionModel(gpu);
            model.Compile("adam", "mse");
            float[] expected = model.Predict(inputs, batchSize: 3);
            Predictor[] predictors = [model.CreatePredictor(), model.CreatePredictor()];
            List<Exception?> ends = [];
            Thread[] running = [
                .. predictors.Select(predictor => Running(() => Assert.Equal(expected, predictor.Predict(inputs, batchSize: 2)))),
                Running(() => model.Evaluate(Values(13, 5, 2), batchSize: 3))];
            Thread.Sleep(20 * round);
            predictors[0].Dispose();
            model.Dispose();
            foreach (Thread thread in running) { thread.Join(); }
            Assert.All(ends, end => Assert.IsType<ObjectDisposedException>(end));

            Thread Running(Action step)
            {
                var thread = new Thread(() =>
                {
                    Exception? end = null;
                    while (end is null) { end = Record.Exception(step); }
                    lock (ends) { ends.Add(end); }
                });
                thread.Start();
                return thread;
            }
        }
    }

    /// <summary>A small model with new weights.</summary>
    internal static Model RegressionModel(Device device) => s_models.Value.Create("Model1", device, seed: 3);

    private static Optimizer Make(string name) => name switch
    {
        "momentum" => new SGD(0.05, momentum: 0.9),
        "nesterov" => new SGD(0.05, momentum: 0.9, nesterov: true),
        "adam" => new Adam(0.01),
        _ => new SGD(0.1),
    };

    private static Dataset Digits(int count, int size, int classes)
    {
        var random = new Random(1);
        return Dataset.From([.. Enumerable.Range(0, count * size).Select(_ => random.NextSingle())],
            (int[])[.. Enumerable.Range(0, count).Select(i => i % classes)], 6, 6, 1);
    }

    internal static Dataset Values(int count, int inputs, int outputs)
    {
        var random = new Random(2);
        return Dataset.From([.. Enumerable.Range(0, count * inputs).Select(_ => random.NextSingle())],
            (float[])[.. Enumerable.Range(0, count * outputs).Select(_ => random.NextSingle())], inputs);
    }
}

/// <summary>On ILGPU's CPU accelerator, which runs the GPU's kernels anywhere.</summary>
[Collection(nameof(CpuAcceleratorTests))]
public class CpuAcceleratorTrainingTests
{
    public static TheoryData<string, string> Trainings =>
    [
        .. Extent.Pick<(string, string)>(
            [
                ("momentum", "sparse_categorical_crossentropy"), ("sgd", "categorical_crossentropy"), ("nesterov", "mse"),
                ("momentum", "binary_crossentropy"), ("adam", "binary_focal_crossentropy"), ("sgd", "dice"),
                ("adam", "categorical_crossentropy"),
            ], step: 7),
    ];

    public static TheoryData<string, string> Interrupted =>
        [.. Extent.Pick<(string, string)>([("Nadam", "all"), ("SGD", "alone"), ("Adafactor", "all"), ("Lamb", "all, by value")], step: 4)];

    [Theory]
    [MemberData(nameof(Trainings))]
    public void A_training_agrees_with_the_CPU_s(string optimizer, string loss) =>
        GpuTraining.Check(GpuDevice.CpuAccelerator(), optimizer, loss);

    [Fact(SkipUnless = nameof(Extent.IsFull), SkipType = typeof(Extent), Skip = Extent.Reason)]
    public void A_training_with_several_inputs_and_outputs_agrees_with_the_CPU_s() =>
        GpuTraining.CheckTwoHeads(GpuDevice.CpuAccelerator(), number: 1);

    [Fact(SkipUnless = nameof(Extent.IsFull), SkipType = typeof(Extent), Skip = Extent.Reason)]
    public void So_does_one_with_regularizers() => GpuTraining.CheckTwoHeads(GpuDevice.CpuAccelerator(), number: 2);

    [Fact(SkipUnless = nameof(Extent.IsFull), SkipType = typeof(Extent), Skip = Extent.Reason)]
    public void A_loss_of_one_output_that_is_not_finite_is_found() => GpuTraining.CheckNonFiniteOutput(GpuDevice.CpuAccelerator());

    [Fact(SkipUnless = nameof(Extent.IsFull), SkipType = typeof(Extent), Skip = Extent.Reason)]
    public void A_training_with_sample_weights_agrees_with_the_CPU_s() => GpuTraining.CheckWeighted(GpuDevice.CpuAccelerator());

    [Fact(SkipUnless = nameof(Extent.IsFull), SkipType = typeof(Extent), Skip = Extent.Reason)]
    public void The_loop_by_hand_gives_the_bits_of_Fit() => GpuTraining.CheckHandLoop(GpuDevice.CpuAccelerator());

    [Fact]
    public void A_loss_that_is_not_finite_names_its_step_and_spares_the_weights() => GpuTraining.CheckNonFinite(GpuDevice.CpuAccelerator());

    [Fact(SkipUnless = nameof(Extent.IsFull), SkipType = typeof(Extent), Skip = Extent.Reason)]
    public void A_callback_ends_training_at_such_a_loss() => GpuTraining.CheckTermination(GpuDevice.CpuAccelerator());

    [Fact(SkipUnless = nameof(Extent.IsFull), SkipType = typeof(Extent), Skip = Extent.Reason)]
    public void An_update_that_is_not_finite_names_its_step() => NonFiniteUpdateTests.CheckGpu(GpuDevice.CpuAccelerator());

    [Fact(SkipUnless = nameof(Extent.IsFull), SkipType = typeof(Extent), Skip = Extent.Reason)]
    public void Callbacks_see_the_losses_of_batches() => GpuTraining.CheckHooks(GpuDevice.CpuAccelerator());

    [Fact]
    public void A_model_is_disposed_under_running_kernels() => GpuTraining.CheckDispose(GpuDevice.CpuAccelerator());

    public static TheoryData<string, string> Faulty =>
        [.. Extent.Pick<(string, string)>([("Adam, AMSGrad", "all"), ("SGD", "alone"), ("Adafactor", "alone")], step: 3)];

    [Theory]
    [MemberData(nameof(Faulty))]
    public void An_optimizer_keeps_what_would_not_be_finite(string optimizer, string settings) =>
        FaultyUpdateTests.Check(GpuDevice.CpuAccelerator(), optimizer, settings);

    [Theory]
    [MemberData(nameof(OptimizerChecks.SomeCases), MemberType = typeof(OptimizerChecks))]
    public void An_optimizer_agrees_with_the_Oracle(string optimizer, string settings) =>
        OptimizerChecks.Check(GpuDevice.CpuAccelerator(), optimizer, settings);

    [Theory]
    [MemberData(nameof(Interrupted))]
    public void Steps_after_a_loss_that_is_not_finite_change_nothing_that_an_optimizer_keeps(string optimizer, string settings) =>
        OptimizerChecks.CheckTakeBack(GpuDevice.CpuAccelerator(), optimizer, settings);

    [Theory]
    [MemberData(nameof(Interrupted))]
    public void Steps_from_a_written_state_have_the_bits_of_never_having_stopped(string optimizer, string settings) =>
        OptimizerStateTests.CheckResume(GpuDevice.CpuAccelerator(), optimizer, settings, steps: Extent.Pick(2, 6));
}
