using ModelGen.Data;
using ModelGen.Tests.Contract;
using Xunit;

namespace ModelGen.Tests;

/// <summary>
/// What a normalization knows of the batches it has seen: it follows training passes, a step that is refused leaves it, no optimizer
/// touches it, and predictions go by it.
/// </summary>
public sealed class MovingStatisticsTests : TemporaryFolder
{
    // Folded into a convolution, which is a step of its own otherwise; into a narrow and a wide dense layer; and alone.
    private const string Image = "[Input(6, 6, 2)] [Conv2D(4, 3, UseBias = false)] [BatchNormalization(Momentum = 0.5)] [ReLU] [Flatten] "
            + "[Dense(2)]",
        Vector = "[Input(72)] [Dense(40)] [BatchNormalization] [ReLU] [Dense(3)] [BatchNormalization] "
            + "[Activation(Activation.Tanh)] [Dense(2)]",
        Alone = "[Input(72)] [BatchNormalization] [Activation(Activation.Sigmoid)] [Dense(2)]";

    private const int Size = 72, Samples = 24, Batch = 8;

    private static readonly Lazy<CompiledModels> s_models = new(() => StackCompiler.CompileStacks(Image, Vector, Alone));

    // The GPU's kernels take seconds to compile.
    public static TheoryData<string, bool> Everywhere => new([("Model0", false), ("Model1", false), ("Model2", false), ("Model2", true),
        .. Extent.IsFull ? [("Model0", true), ("Model1", true)] : ((string, bool)[])[]]);

    [Theory]
    [MemberData(nameof(Everywhere))]
    public void A_step_whose_loss_is_not_finite_leaves_them(string name, bool onGpu)
    {
        using Model model = Make(name, onGpu);
        float[] x = Inputs(), y = Targets();
        model.TrainOnBatch(x, y);
        float[][] before = Moving(model);
        float[] bad = [.. y];
        bad[3] = 3e38f; // whose square is infinite
        Assert.False(float.IsFinite(model.TrainOnBatch(x, bad)));
        Assert.Equal(before, Moving(model));

        model.Forward(x);
        Assert.False(float.IsFinite(model.Backward(bad)));
        Assert.Equal(before, Moving(model));

        model.ClearFault(); // else a GPU speaks of the update that it did not make
        model.Forward(x);
        Assert.True(float.IsFinite(model.Backward(y)));
        Assert.NotEqual(before, Moving(model));
    }

    public static TheoryData<bool> Devices => [.. Extent.Pick([false, true], step: 2)];

    [Theory]
    [MemberData(nameof(Devices))]
    public void So_does_a_step_of_Fit(bool onGpu)
    {
        using Model model = Make("Model2", onGpu);
        float[] y = Targets();
        y[(2 * Batch * 2) + 1] = 3e38f; // in the third batch; its square is infinite
        var data = Dataset.From(Inputs(), y, Size);
        Assert.Throws<NonFiniteLossException>(() => model.Fit(data, batchSize: Batch, shuffle: false, verbose: 0));

        using Model twoSteps = Make("Model2", onGpu);
        twoSteps.Fit(data.Take(2 * Batch), batchSize: Batch, shuffle: false, verbose: 0);
        Assert.Equal(twoSteps.GetWeights(), model.GetWeights());
    }

    [Theory]
    [MemberData(nameof(Everywhere))]
    public void An_input_that_is_not_finite_leaves_them_finite(string name, bool onGpu)
    {
        using Model model = Make(name, onGpu);
        float[] x = Inputs();
        x[5] = float.PositiveInfinity;
        model.Forward(x);
        model.BackwardFrom(new float[2 * Samples]);
        model.Forward(x);
        Assert.All(Moving(model), values => Assert.All(values, value => Assert.True(float.IsFinite(value))));
    }

    [Fact]
    public void A_pass_in_training_without_a_way_back_counts_when_the_next_call_begins()
    {
        using Model model = Make("Model2");
        float[] x = Inputs();
        float[] means = [.. Enumerable.Range(0, Size).Select(c => Enumerable.Range(0, Samples).Average(s => x[(s * Size) + c]))];
        float[] moving = new float[Size];
        for (int pass = 0; pass < 3; pass++)
        {
            model.Forward(x);
            for (int c = 0; c < Size; c++) { moving[c] = (moving[c] * 0.99f) + (means[c] * 0.01f); }
        }

        float[] found = model.Parameters["batch_normalization/moving_mean"].ToArray();
        Assert.All(found.Zip(moving), pair => Assert.Equal(pair.Second, pair.First, 1e-6));
        Assert.Equal(found, model.Parameters["batch_normalization/moving_mean"].ToArray()); // once
        model.Predict(x, batchSize: Samples);
        Assert.Equal(found, model.Parameters["batch_normalization/moving_mean"].ToArray());
    }

    [Theory]
    [InlineData("Model0")]
    [InlineData("Model1")]
    [InlineData("Model2")]
    public void Fit_TrainOnBatch_and_the_loop_by_hand_give_the_same_bits(string name)
    {
        using Model fitted = Make(name), inOneCall = Make(name), byHand = Make(name);
        float[] x = Inputs(), y = Targets();
        fitted.Fit(Dataset.From(x, y, fitted.Definition.Inputs[0].Shape), epochs: 2, batchSize: Batch, shuffle: false, verbose: 0);
        for (int step = 0; step < 2 * Samples / Batch; step++)
        {
            int first = step * Batch % Samples;
            float[] inputs = x[(first * Size)..((first + Batch) * Size)], targets = y[(first * 2)..((first + Batch) * 2)];
            inOneCall.TrainOnBatch(inputs, targets);
            byHand.Forward(inputs);
            byHand.Backward(targets);
            byHand.Optimizer.Step(byHand);
        }

        Assert.Equal(fitted.GetWeights(), inOneCall.GetWeights());
        Assert.Equal(fitted.GetWeights(), byHand.GetWeights());
    }

    [Fact]
    public void Optimizers_do_not_touch_them()
    {
        using Model plain = Make("Model1"), busy = Make("Model1");
        busy.Compile(new AdamW(.01) { WeightDecay = .5, UseEma = true, EmaMomentum = .5, GlobalClipNorm = 1e-3 }, Loss.MeanSquaredError);
        float[] x = Inputs(), y = Targets();
        plain.TrainOnBatch(x, y);
        busy.TrainOnBatch(x, y);
        Assert.Equal(Moving(plain), Moving(busy)); // the first pass goes by the same weights
        float[][] before = Moving(busy);
        busy.Optimizer.FinalizeVariableValues(busy);
        Assert.Equal(before, Moving(busy));
    }

    [Fact]
    public void A_look_at_what_is_trained_does_not_take_them_up()
    {
        using Model model = Make("Model0");
        float[] x = Inputs(), bad = Targets();
        bad[3] = 3e38f;
        float[][] before = Moving(model);
        model.Forward(x);
        model.Parameters["conv2d/kernel"].ToArray();
        Assert.False(float.IsFinite(model.Backward(bad)));
        model.Parameters["conv2d/kernel"].GradientToArray();
        Assert.Equal(before, Moving(model));
    }

    [Fact]
    public void An_update_that_fails_leaves_them()
    {
        using Model model = Make("Model2");
        float[][] before = Moving(model);
        model.Forward(Inputs());
        model.BackwardFrom([.. Enumerable.Repeat(float.NaN, 2 * Samples)]);
        Assert.Throws<NonFiniteUpdateException>(() => model.Optimizer.Step(model));
        Assert.Equal(before, Moving(model));
    }

    [Fact]
    public void They_are_parameters_without_a_gradient()
    {
        using Model model = Make("Model0");
        Assert.Equal(["batch_normalization/moving_mean", "batch_normalization/moving_variance"],
            model.Parameters.Where(p => !p.Trainable).Select(p => p.Name));
        Assert.Equal(model.Parameters.Where(p => p.Trainable), model.TrainableParameters);
        Assert.Contains("Non-trainable params: 8 ", model.ToString(), StringComparison.Ordinal);
        string said = Assert.Throws<InvalidOperationException>(
            () => model.Parameters["batch_normalization/moving_mean"].GradientToArray()).Message;
        Assert.StartsWith("batch_normalization/moving_mean is not trained, so it has no gradient.", said);
    }

    [Theory]
    [MemberData(nameof(Everywhere))]
    public void Predictions_follow_them_whoever_changes_them(string name, bool onGpu)
    {
        using Model model = Make(name, onGpu), other = Make(name, onGpu);
        using Predictor predictor = model.CreatePredictor();
        float[] x = Inputs();
        float[] first = predictor.Predict(x, batchSize: Samples);
        model.TrainOnBatch(x, Targets());
        float[] trained = predictor.Predict(x, batchSize: Samples);
        Assert.NotEqual(first, trained);
        Assert.Equal(trained, model.Predict(x, batchSize: Samples));
        other.SetWeights(model.GetWeights());
        Assert.Equal(trained, other.Predict(x, batchSize: Samples));
        string file = At("weights.safetensors");
        model.SaveWeights(file);
        Parameter variance = other.Parameters["batch_normalization/moving_variance"];
        variance.Set([.. variance.ToArray().Select(v => 4 * v)]);
        Assert.NotEqual(trained, other.Predict(x, batchSize: Samples));
        other.LoadWeights(file);
        Assert.Equal(trained, other.Predict(x, batchSize: Samples));
    }

    [Fact]
    public void A_checkpoint_holds_them_and_training_goes_on_with_the_same_bits()
    {
        using Model model = Make("Model1"), other = Make("Model1");
        float[] x = Inputs(), y = Targets();
        model.TrainOnBatch(x, y);
        model.SaveCheckpoint(At("state"));
        other.LoadCheckpoint(At("state"));
        model.TrainOnBatch(x, y);
        other.TrainOnBatch(x, y);
        Assert.Equal(model.GetWeights(), other.GetWeights());
    }

    private static float[][] Moving(Model model) => [.. model.Parameters.Where(p => !p.Trainable).Select(p => p.ToArray())];

    private static float[] Inputs() => Numbers.Random(new Random(3), Samples * Size);

    private static float[] Targets() => Numbers.Random(new Random(4), Samples * 2);

    private static Model Make(string name, bool onGpu = false)
    {
        LayerContract.AssertCompiles(s_models.Value);
        Model model = s_models.Value.Create(name, onGpu ? ContractDevices.Gpu[0] : ContractDevices.Cpu[0], seed: 7);
        model.Compile(new SGD(.01, momentum: .9), Loss.MeanSquaredError);
        return model;
    }
}
