using ModelGen.Data;
using ModelGen.Tests.Contract;
using Xunit;

namespace ModelGen.Tests;

/// <summary>
/// An infinite input whose units ReLU closes leaves the loss finite, and makes NaN of the kernel's gradient. Whoever trains says so, and
/// neither the model nor anything that is kept of it holds NaN.
/// </summary>
public sealed class NonFiniteUpdateTests : TemporaryFolder
{
    // Gradients that are updated in the backward pass, narrow ones, and those of a convolution.
    private const string Wide = "[Input(70)] [Dense(130, Activation.ReLU)] [Dense(2)]",
        Narrow = "[Input(70)] [Dense(4, Activation.ReLU)] [Dense(2)]",
        Image = "[Input(10, 7, 1)] [Conv2D(3, 3, Activation.ReLU)] [Flatten] [Dense(2)]";

    private const int Size = 70, Bad = 13, Batch = 5;

    private static readonly Lazy<CompiledModels> s_models = new(() => StackCompiler.CompileStacks(Wide, Narrow, Image));

    [Theory]
    [InlineData("Model0")]
    [InlineData("Model1")]
    [InlineData("Model2")]
    public void Fit_says_where_and_leaves_the_model_finite(string name)
    {
        using Model model = Make(name, new SGD(.0001));
        var error = Assert.Throws<NonFiniteUpdateException>(
            () => model.Fit(Data(), epochs: 2, batchSize: Batch, shuffle: false, verbose: 0));
        Assert.Equal((0, 2, model.Parameters[0].Name), (error.Epoch, error.Step, error.Parameter));
        Assert.StartsWith($"The update of {model.Parameters[0].Name} is not finite in epoch 1, step 3, though the loss is.", error.Message);
        AllFinite(model);
        Assert.True(double.IsFinite(model.Fit(Data().Take(Bad), batchSize: Batch, verbose: 0)["loss"][0])); // it learns again
    }

    [Fact]
    public void TrainOnBatch_and_the_loop_by_hand_say_so()
    {
        using Model inOneCall = Make("Model0", new SGD(.0001)), byHand = Make("Model0", new SGD(.0001));
        Dataset data = Data().Skip(10).Take(Batch);
        float[] x = [.. Enumerable.Range(0, Batch).SelectMany(i => data.Sample(i).ToArray())];
        Assert.Throws<NonFiniteUpdateException>(() => { inOneCall.TrainOnBatch(x, data.Labels); });
        byHand.Forward(x);
        Assert.True(float.IsFinite(byHand.Backward(data.Labels)));
        Assert.Null(Assert.Throws<NonFiniteUpdateException>(() => byHand.Optimizer.Step(byHand)).Epoch);
        AllFinite(inOneCall);
        AllFinite(byHand);
    }

    [Fact]
    public void TrainOnBatch_returns_a_loss_that_is_not_finite_and_changes_nothing()
    {
        using Model model = Make("Model0", new Adam(.01));
        float[][] before = model.GetWeights();
        float[] x = new float[Size];
        x[3] = float.NaN;
        Assert.True(float.IsNaN(model.TrainOnBatch(x, (float[])[1, 2])));
        Assert.Equal(before, model.GetWeights());
        x[3] = 0;
        Assert.True(float.IsFinite(model.TrainOnBatch(x, (float[])[1, 2])));
    }

    [Fact]
    public void TerminateOnNaN_ends_training_instead()
    {
        using Model model = Make("Model1", new SGD(.0001));
        History history = model.Fit(Data(), epochs: 3, batchSize: Batch, shuffle: false, verbose: 0, callbacks: [new TerminateOnNaN()]);
        Assert.Single(history["loss"]);
        Assert.Equal(3, model.Optimizer.Iterations);
        AllFinite(model);
    }

    [Fact]
    public void Nothing_that_is_kept_holds_NaN()
    {
        using Model model = Make("Model0", new Adam(.01) { UseEma = true });
        string best = At("best.safetensors"), backup = At("backup");
        Callback[] callbacks =
        [
            new ModelCheckpoint(best, monitor: "loss", saveFreq: 1), new BackupAndRestore(backup, saveFreq: 1),
            new EarlyStopping("loss", restoreBestWeights: true),
        ];
        Assert.Throws<NonFiniteUpdateException>(
            () => model.Fit(Data(), batchSize: Batch, shuffle: false, verbose: 0, callbacks: callbacks));
        AllFinite(model);
        model.Optimizer.FinalizeVariableValues(model);
        AllFinite(model);
        model.LoadWeights(best); // it would refuse NaN, as would the other
        model.LoadCheckpoint(Path.Combine(backup, "latest.safetensors"));
        AllFinite(model);
    }

    [Fact]
    public void Parameters_that_somebody_set_to_NaN_are_not_saved_unsaid()
    {
        using Model model = Make("Model1", new SGD(.0001));
        string weights = At("weights.safetensors"), state = At("state.safetensors");
        model.SaveWeights(weights);
        byte[] whole = File.ReadAllBytes(weights);
        model.Parameters["dense_1/bias"].Set([1, float.NegativeInfinity]);
        Assert.Equal(
            "SaveWeights would keep dense_1/bias with -Infinity at place 1. Set it, or load weights that are finite.",
            Assert.Throws<InvalidOperationException>(() => model.SaveWeights(weights)).Message);
        Assert.Contains("dense_1/bias", Assert.Throws<InvalidOperationException>(() => model.SaveCheckpoint(state)).Message);
        Assert.Equal(whole, File.ReadAllBytes(weights));
        Assert.False(File.Exists(state));

        // The last value of the file is that of the last parameter.
        BitConverter.TryWriteBytes(whole.AsSpan(whole.Length - 4), float.NaN);
        File.WriteAllBytes(weights, whole);
        Assert.EndsWith(
            "has NaN at place 1; expected finite numbers.", Assert.Throws<InvalidDataException>(() => model.LoadWeights(weights)).Message);
    }

    /// <summary>The same on a GPU, which is told of later steps before it has found the fault.</summary>
    internal static void CheckGpu(Device gpu)
    {
        using Model model = Make("Model1", new SGD(.0001), gpu);
        var error = Assert.Throws<NonFiniteUpdateException>(
            () => model.Fit(Data(), epochs: 2, batchSize: Batch, shuffle: false, verbose: 0));
        Assert.Equal((0, 2, "dense/kernel"), (error.Epoch, error.Step, error.Parameter));
        Assert.Equal(3, model.Optimizer.Iterations);
        AllFinite(model);

        Dataset data = Data().Skip(10).Take(Batch);
        float[] x = [.. Enumerable.Range(0, Batch).SelectMany(i => data.Sample(i).ToArray())];
        Assert.Throws<NonFiniteUpdateException>(() => (float)model.TrainOnBatch(x, data.Labels));
        Assert.True(float.IsFinite(model.TrainOnBatch(x.AsSpan(0, Size), new Labels(data.Labels.Values[..2]))));
        AllFinite(model);
    }

    // Their first kernel is negative, so that the infinite input closes all units that see it.
    private static Model Make(string name, Optimizer optimizer, Device? device = null)
    {
        Model model = s_models.Value.Create(name, device ?? new CpuDevice(2), seed: 3);
        model.Parameters[0].Set([.. model.Parameters[0].ToArray().Select(w => -MathF.Abs(w) - .2f)]);
        model.Compile(optimizer, Loss.MeanSquaredError);
        return model;
    }

    // One infinite input in the third batch of five.
    private static Dataset Data()
    {
        var random = new Random(4);
        float[] x = [.. Enumerable.Range(0, 20 * Size).Select(_ => random.NextSingle() - .8f)];
        x[(Bad * Size) + 33] = float.PositiveInfinity;
        return Dataset.From(x, (float[])[.. Enumerable.Range(0, 40).Select(_ => random.NextSingle())], Size);
    }

    private static void AllFinite(Model model) =>
        Assert.All(model.GetWeights(), values => Assert.Equal(-1, Bounds.IndexOfNonFinite(values)));
}
