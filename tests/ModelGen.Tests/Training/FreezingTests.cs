using ModelGen.Data;
using ModelGen.Tests.Contract;
using Xunit;

namespace ModelGen.Tests;

/// <summary>
/// What is frozen stays bit for bit, whatever trains the rest; what is not frozen is trained to the bits to which it would be if the frozen
/// part were put back after each step.
/// </summary>
public sealed class FreezingTests : TemporaryFolder
{
    // Dense kernels that are updated with their gradients, lanes, packed kernels, a sum that shares a gradient, and a normalization.
    private const string Dense = "[Input(12)] [Dense(70, Tanh)] [Dense(40, ReLU, KernelL2 = 0.01)] [Dense(3, Softmax)]",
        Image = "[Input(9, 9, 2)] [Conv2D(4, 2, ReLU)] [MaxPool(2)] [Conv2D(6, 2, ReLU)] [Flatten] [Dense(3, Softmax)]",
        Graph = "[Input(12)] [Dense(8, Tanh, Name = \"trunk\")] [Dense(8, ReLU)] [Dense(8)] [Add(\"trunk\")] [ReLU] [Dense(3, Softmax)]",
        Normal = "[Input(6, 6, 2)] [Conv2D(4, 3, UseBias = false)] [BatchNormalization(Momentum = 0.5)] [ReLU] [Flatten] "
            + "[Dense(3, Softmax)]",
        Heads = "[Input(12)] [Dense(8, Tanh, Name = \"trunk\")] [Dense(3, Softmax)] [Output(Name = \"p\")] [From(\"trunk\")] "
            + "[Dense(1, Sigmoid, Trainable = false)] [Output(Name = \"q\")]";

    private static readonly Lazy<CompiledModels> s_models = new(() => StackCompiler.CompileStacks(Dense, Image, Graph, Normal, Heads));

    private static readonly (string Name, Func<Optimizer> Make)[] s_optimizers =
    [
        ("sgd", () => new SGD(0.1)), ("momentum", () => new SGD(0.1, momentum: 0.9)), ("adam", () => new Adam(0.01)),
        ("decay", () => new Adam(0.01) { WeightDecay = 0.1 }), ("norm", () => new Adam(0.01) { ClipNorm = 0.1 }),
        ("averages", () => new SGD(0.1) { UseEma = true, EmaOverwriteFrequency = 2 }), ("lamb", () => new Lamb(0.01)),
        ("adafactor", () => new Adafactor(0.01)), ("accumulating", () => new Adam(0.01) { GradientAccumulationSteps = 2 }),
        ("function", () => new LambdaOptimizer("shrinking", Shrink, 0.01)),
    ];

    // Changes what has no gradient too.
    private static void Shrink(ParameterUpdate p)
    {
        for (int i = 0; i < p.Weights.Length; i++) { p.Weights[i] -= p.LearningRate * (p.Gradient[i] + p.Weights[i]); }
    }

    public static TheoryData<string, string, string> Cases => new(
        from model in new[] { ("Model0", "dense*"), ("Model1", "conv2d"), ("Model2", "trunk"), ("Model2", "dense"), ("Model3", "conv*"),
            ("Model3", "batch*"), ("Model1", "conv*/bias") }
        from optimizer in Extent.Pick([.. s_optimizers.Select(o => o.Name)], step: 3)
        select (model.Item1, model.Item2, optimizer));

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_rest_is_trained_as_if_the_frozen_part_were_put_back(string name, string pattern, string optimizer)
    {
        if (name == "Model0") { pattern = "dense"; }
        using Model frozen = Make(name, optimizer), whole = Make(name, optimizer);
        Train(frozen, 3);
        Train(whole, 3);
        frozen.Freeze(pattern);
        float[][] before = frozen.GetWeights();
        bool[] isFrozen = [.. frozen.Parameters.Select(p => !p.Trainable && IsOf(pattern, p.Name))];
        Assert.Contains(true, isFrozen);
        bool ofState = pattern == "batch*";
        for (int step = 0; step < 5; step++)
        {
            Train(frozen, 1, first: 3 + step);
            Train(whole, 1, first: 3 + step);
            float[][] now = frozen.GetWeights(), other = whole.GetWeights();
            for (int i = 0; i < now.Length; i++)
            {
                if (isFrozen[i]) { Assert.Equal(before[i], now[i]); }
                else if (!ofState && frozen.Parameters[i].Trainable) { Assert.Equal(other[i], now[i]); }
            }

            whole.SetWeights([.. other.Select((values, i) => isFrozen[i] ? before[i] : values)]);
        }
    }

    [Theory]
    [InlineData("Model0", "dense_1")]
    [InlineData("Model1", "conv2d")]
    [InlineData("Model3", "*")]
    public void Threads_Fit_and_the_loop_by_hand_give_the_same_bits(string name, string pattern)
    {
        Dataset data = Data(name, samples: 40);
        List<float[][]> results = [];
        foreach (int threads in (int[])[1, 2, 3])
        {
            using Model model = Make(name, "adam", new CpuDevice(threads));
            model.Freeze(pattern);
            model.Fit(data, epochs: 2, batchSize: 8, verbose: 0);
            results.Add(model.GetWeights());
        }

        using Model byHand = Make(name, "adam");
        byHand.Freeze(pattern);
        for (int epoch = 0; epoch < 2; epoch++)
        {
            foreach (Batch batch in data.Batches(8, shuffleSeed: byHand.Seed, epoch: epoch))
            {
                byHand.Forward(batch.Inputs);
                byHand.Backward(batch.Labels);
                byHand.Optimizer.Step(byHand);
            }
        }

        results.Add(byHand.GetWeights());
        Assert.All(results, result => Assert.Equal(results[0], result));
    }

    [Fact]
    public void A_declared_layer_is_frozen_until_somebody_says_otherwise()
    {
        using Model model = s_models.Value.Create("Model4", Device.Cpu, seed: 1);
        Assert.Equal(["trunk/kernel", "trunk/bias", "p/kernel", "p/bias"], model.TrainableParameters.Select(p => p.Name));
        Assert.Contains("Trainable params: 131", model.GetSummary(SummaryStyle.Keras3)); // 12 x 8 + 8 + 8 x 3 + 3
        Assert.Contains("Non-trainable params: 9", model.GetSummary(SummaryStyle.Keras3)); // 8 + 1
        model.Unfreeze("q");
        Assert.Equal(6, model.TrainableParameters.Count);
    }

    [Fact]
    public void A_frozen_normalization_goes_by_its_moving_statistics_and_one_with_a_frozen_gamma_by_the_batch()
    {
        using Model model = Make("Model3", "sgd");
        Train(model, 4);
        float[] x = Inputs("Model3", 8, seed: 9);
        float[] Moving() => model.Parameters["batch_normalization/moving_mean"].ToArray();

        model.Parameters["batch_normalization/gamma"].Trainable = false;
        float[] gamma = model.Parameters["batch_normalization/gamma"].ToArray(), moving = Moving();
        Train(model, 1);
        Assert.Equal(gamma, model.Parameters["batch_normalization/gamma"].ToArray());
        Assert.NotEqual(moving, Moving());

        model.Freeze("batch_normalization");
        moving = Moving();
        float[] predicted = model.Predict(x, batchSize: 8), trained = model.Forward(x).ToArray();
        Assert.All(predicted.Zip(trained), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        Train(model, 2);
        Assert.Equal(moving, Moving());
        Assert.Throws<InvalidOperationException>(() => model.Parameters["batch_normalization/gamma"].Trainable = true);
        Assert.Throws<InvalidOperationException>(() => model.Unfreeze("*/beta"));
        Assert.Throws<InvalidOperationException>(() => model.Parameters["batch_normalization/moving_mean"].Trainable = true);
        model.Unfreeze("batch_normalization");
        Train(model, 1);
        Assert.NotEqual(moving, Moving());
    }

    [Fact]
    public void Patterns_that_mean_nothing_change_nothing_and_name_what_is_near()
    {
        using Model model = Make("Model1", "sgd");
        var wrong = Assert.Throws<ArgumentException>(() => model.Freeze("dense", "conv2e"));
        Assert.StartsWith("There is no layer \"conv2e\" that could be frozen. Did you mean \"conv2d\"", wrong.Message);
        Assert.Throws<ArgumentException>(() => model.Freeze("max_pooling2d"));
        Assert.Throws<ArgumentException>(() => model.Freeze("conv2d/kernels"));
        Assert.Equal(6, model.TrainableParameters.Count);
        model.Freeze();
        Assert.Empty(model.TrainableParameters);
        model.Unfreeze("conv2d*/kernel");
        Assert.Equal(["conv2d/kernel", "conv2d_1/kernel"], model.TrainableParameters.Select(p => p.Name));
    }

    [Fact]
    public void Regularizers_of_what_is_frozen_are_no_part_of_the_loss()
    {
        using Model model = Make("Model0", "sgd");
        float[] x = Inputs("Model0", 8, seed: 1);
        Labels y = Classes(8, seed: 1);
        float with = model.Evaluate(x, y)["loss"] is var all ? (float)all : 0;
        double squares = model.Parameters["dense_1/kernel"].ToArray().Sum(w => (double)w * w);
        model.Freeze("dense_1");
        Assert.Equal(with - (0.01 * squares), model.Evaluate(x, y)["loss"], 1e-4);
        Assert.Equal((float)model.Evaluate(x, y)["loss"], model.TrainOnBatch(x, y), 1e-5f);
    }

    [Fact]
    public void Gradients_that_wait_know_nothing_of_what_was_frozen()
    {
        using Model model = Make("Model1", "sgd"), fresh = Make("Model1", "sgd");
        (float[] x, Labels y) = (Inputs("Model1", 8, seed: 2), Classes(8, seed: 2));
        model.Forward(x);
        model.Backward(y); // leaves something where gradients lie
        model.Freeze("conv2d");
        model.Optimizer.Step(model);
        fresh.SetWeights(model.GetWeights());
        model.Forward(x);
        model.Backward(y);
        Assert.Throws<InvalidOperationException>(() => model.Parameters["conv2d/kernel"].GradientToArray());
        model.Unfreeze("conv2d");
        model.Forward(x);
        model.Backward(y);
        fresh.Forward(x);
        fresh.Backward(y);
        Assert.Equal(fresh.Parameters["conv2d/kernel"].GradientToArray(), model.Parameters["conv2d/kernel"].GradientToArray());
        Assert.NotEqual(fresh.Parameters["dense/kernel"].GradientToArray(), model.Parameters["dense/kernel"].GradientToArray());
    }

    [Theory]
    [InlineData("Model1", "conv2d/kernel")]
    [InlineData("Model3", "batch_normalization")]
    public void Checkpoints_hold_it(string name, string pattern)
    {
        string file = At("state.safetensors");
        using Model model = Make(name, "adam"), resumed = Make(name, "adam");
        model.Freeze(pattern);
        Train(model, 2);
        model.SaveCheckpoint(file);
        resumed.LoadCheckpoint(file);
        Assert.Equal(model.TrainableParameters.Select(p => p.Name), resumed.TrainableParameters.Select(p => p.Name));
        Train(model, 2, first: 2);
        Train(resumed, 2, first: 2);
        Assert.Equal(model.GetWeights(), resumed.GetWeights());
        model.Unfreeze();
        Train(model, 1);
        model.SaveCheckpoint(file);
        resumed.LoadCheckpoint(file);
        Assert.Equal(resumed.Parameters.Count(p => !p.Name.Contains("moving")), resumed.TrainableParameters.Count);
    }

    // A GPU's kernels take seconds to compile.
    public static TheoryData<string> OnGpu => [.. Extent.Pick(s_optimizers.Select(o => o.Name), step: s_optimizers.Length)];

    [Theory]
    [MemberData(nameof(OnGpu))]
    public void It_is_the_same_on_a_GPU(string optimizer) => CheckOn(ContractDevices.Gpu[0], optimizer);

    /// <summary>A training on a device agrees with the CPU's, and leaves what is frozen.</summary>
    internal static void CheckOn(Device device, string optimizer)
    {
        using Model start = Make("Model2", optimizer), onCpu = Make("Model2", optimizer), onGpu = Make("Model2", optimizer, device);
        foreach (Model model in (Model[])[onCpu, onGpu])
        {
            model.Freeze("trunk", "*/bias");
            Train(model, 3);
            model.Unfreeze("dense*/bias");
            Train(model, 2, first: 3);
        }

        for (int i = 0; i < onCpu.Parameters.Count; i++)
        {
            Assert.All(onCpu.Parameters[i].ToArray().Zip(onGpu.Parameters[i].ToArray()),
                pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
        }

        Assert.Equal(start.Parameters["trunk/kernel"].ToArray(), onGpu.Parameters["trunk/kernel"].ToArray());
        Assert.NotEqual(start.Parameters["dense/kernel"].ToArray(), onGpu.Parameters["dense/kernel"].ToArray());
        Assert.NotEqual(start.Parameters["dense/bias"].ToArray(), onGpu.Parameters["dense/bias"].ToArray());
    }

    private static Model Make(string name, string optimizer, Device? device = null)
    {
        Model model = s_models.Value.Create(name, device ?? new CpuDevice(threads: 2), seed: 3);
        model.Compile(s_optimizers.First(o => o.Name == optimizer).Make(), Loss.SparseCategoricalCrossentropy);
        return model;
    }

    private static void Train(Model model, int steps, int first = 0)
    {
        for (int step = first; step < first + steps; step++)
        {
            float[] x = Numbers.Random(new Random(step), 8 * model.Definition.Inputs[0].Size);
            model.TrainOnBatch(x, Classes(8, step));
        }
    }

    private static bool IsOf(string pattern, string parameter) => NamePattern.FitsParameter(pattern, parameter);

    private static float[] Inputs(string name, int samples, int seed)
    {
        using Model model = s_models.Value.Create(name, Device.Cpu, seed: 1);
        return Numbers.Random(new Random(seed), samples * model.Definition.Inputs[0].Size);
    }

    private static int[] Classes(int samples, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, samples).Select(_ => random.Next(3))];
    }

    private static Dataset Data(string name, int samples)
    {
        using Model model = s_models.Value.Create(name, Device.Cpu, seed: 1);
        return Dataset.From(Inputs(name, samples, seed: 5), Classes(samples, seed: 5), model.Definition.Inputs[0].Shape);
    }
}
