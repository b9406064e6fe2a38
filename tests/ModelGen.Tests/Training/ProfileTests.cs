using ModelGen.Kernels;
using ModelGen.Tests.Contract;
using Xunit;

namespace ModelGen.Tests;

/// <summary>What layers take is measured by the calls of training, and leaves no trace.</summary>
public sealed class ProfileTests
{
    private const string Lecture = "[Input(28, 28, 1)] [Conv2D(32, 5, 5, ReLU)] [MaxPool(2)] [Flatten] [Dense(10, Softmax)]",
        Residual = "[Input(8, 8, 3)] [Conv2D(8, 3, Padding = Padding.Same)] [BatchNormalization] [ReLU(Name = \"trunk\")] "
            + "[Conv2D(8, 3, Padding = Padding.Same, UseBias = false)] [BatchNormalization] [Dropout(0.5)] [Add(\"trunk\")] [ReLU] "
            + "[GlobalAveragePool] [Dense(3, Softmax)]",
        Frozen = "[Input(6)] [Dense(300, Trainable = false)] [Dense(400, Tanh)] [Dense(3, Softmax)]",
        Two = "[Input(5)] [Dense(4, Tanh, Name = \"body\")] [Dense(2)] [Output(Name = \"p\")] "
            + "[From(\"body\")] [Dense(40, GELU)] [Output(Name = \"q\")]";

    private static readonly Lazy<CompiledModels> s_models = new(() => StackCompiler.CompileStacks(Lecture, Residual, Frozen, Two));

    public static TheoryData<int, bool> Cases => [(0, false), (1, false), (2, false), (3, false), (3, true)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void It_leaves_no_trace(int number, bool onGpu)
    {
        using Model model = Make(number, onGpu), other = Make(number, onGpu);
        foreach (Model each in (Model[])[model, other]) { Accumulate(each, seed: 1); }
        ModelProfile profile = model.Measure(batchSize: 5, steps: 2);
        Assert.Equal(onGpu ? 1 : 2, profile.Runs.Count);
        foreach (Model each in (Model[])[model, other])
        {
            Accumulate(each, seed: 2);
            new SGD(0.1).Update(each);
        }

        Assert.Equal(other.GetWeights(), model.GetWeights());
    }

    [Fact]
    public void Layers_that_work_take_time_and_the_others_none()
    {
        using Model model = Make(0);
        ModelProfile profile = model.Measure(batchSize: 8, steps: 3);
        Assert.Equal([1, 2], profile.Runs.Select(run => run.Threads));
        foreach (ProfileRun run in profile.Runs)
        {
            Assert.Equal(["conv2d", "max_pooling2d", "flatten", "dense"], run.Layers.Select(layer => layer.Name));
            Assert.All((LayerProfile[])[run.Layers[0], run.Layers[3]], layer => Assert.True(
                layer.Forward > TimeSpan.Zero && layer.Backward > TimeSpan.Zero && layer.GigaflopsPerSecond > 0, layer.ToString()));
            Assert.All((LayerProfile[])[run.Layers[1], run.Layers[2]],
                layer => Assert.Equal((TimeSpan.Zero, TimeSpan.Zero, 0), (layer.Forward, layer.Backward, layer.GigaflopsPerSecond)));
            Assert.True(run.Joined > TimeSpan.Zero);
        }

        // The first layer's input needs no gradient.
        Assert.Equal([2L * 8 * 460_800 * 2, 0, 0, 2L * 8 * 46_080 * 3], profile.Runs[0].Layers.Select(layer => layer.Operations));
        Assert.Equal([4L * ((8 * (784 + 18_432)) + 832), 4 * 8 * (18_432 + 4_608), 4 * 8 * (4_608 + 4_608),
            4 * ((8 * (4_608 + 10)) + 46_090)], profile.Runs[0].Layers.Select(layer => layer.Bytes));
    }

    [Fact]
    public void What_is_frozen_is_not_gone_back_through()
    {
        using Model model = Make(2);
        IReadOnlyList<LayerProfile> layers = model.Measure(batchSize: 4, steps: 1).Runs[0].Layers;
        Assert.Equal([2L * 4 * 1_800 * 1, 2L * 4 * 120_000 * 2, 2L * 4 * 1_200 * 3], layers.Select(layer => layer.Operations));
        Assert.Equal(TimeSpan.Zero, layers[0].Backward);
        Assert.True(layers[1].Backward > TimeSpan.Zero);
    }

    [Fact]
    public void A_further_call_of_a_layer_reads_its_parameters_too()
    {
        CompiledModels models = StackCompiler.Compile("""
            using ModelGen;
            [Model] public partial class Twins
            {
                [Shared] private static Tensor Tower(Tensor x) => x.Dense(5);
                private static Tensor Forward([Input(6)] Tensor a, [Input(6)] Tensor b) => Tower(a) + Tower(b);
            }
            """);
        using Model model = models.Create("Twins", Device.Cpu, seed: 1);
        IReadOnlyList<LayerProfile> layers = model.Measure(batchSize: 4, steps: 1).Runs[0].Layers;
        Assert.Equal([4 * ((4 * (6 + 5)) + 35), 4 * ((4 * (6 + 5)) + 35), 4 * 4 * (5 + 5 + 5)], layers.Select(layer => layer.Bytes));
        Assert.Equal([2L * 4 * 30 * 2, 2L * 4 * 30 * 2, 0], layers.Select(layer => layer.Operations));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Calls_that_are_not_joined_compute_the_same_but_for_the_order_of_sums(int number)
    {
        using Model model = Make(number), timed = Make(number);
        timed.Trainer.Step.Timer = new StepTimer(timed.Device, timed.Definition.Layers.Length);
        timed.Trainer.Step.MostThreads = 1;
        foreach (Model each in (Model[])[model, timed])
        {
            for (int i = 0; i < 3; i++)
            {
                Accumulate(each, seed: i);
                new SGD(0.1).Update(each);
            }
        }

        foreach ((float[] expected, float[] found) in model.GetWeights().Zip(timed.GetWeights()))
        {
            for (int i = 0; i < expected.Length; i++) { Assert.Equal(expected[i], found[i], 1e-5f * Math.Max(1, Math.Abs(expected[i]))); }
        }
    }

    [Fact]
    public void The_table_names_layers_threads_and_what_is_measured()
    {
        using Model model = Make(0);
        string[] lines = model.Measure(batchSize: 4, steps: 1).ToString().Split('\n');
        Assert.StartsWith("model0 on ", lines[0]);
        Assert.Contains("a training step of 4 samples", lines[0]);
        Assert.Contains("not joined", lines[1]);
        Assert.Matches("^layer +bytes +1 thread: forward +backward +GFLOP/s +2 threads: forward +backward +GFLOP/s$", lines[3]);
        Assert.Matches(@"^conv2d \(Conv2D\) +[0-9,]+( +[0-9.]+){6}$", lines[4]);
        Assert.Matches(@"^flatten \(Flatten\) +[0-9,]+( +-){6}$", lines[6]);
        Assert.StartsWith("together ", lines[8]);
        Assert.Matches(@"^Joined, as training runs them: [0-9.]+ on 1 thread, [0-9.]+ on 2 threads\.$", lines[10]);
        Assert.All(lines, line => Assert.True(line.Length <= 140, line));
    }

    [Fact]
    public void What_makes_no_sense_is_an_error()
    {
        Model model = Make(2);
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Profile(batchSize: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Profile(steps: 0));
        model.Dispose();
        Assert.Throws<ObjectDisposedException>(() => model.Profile());
    }

    // A pass of the loop by hand, whose gradients are added up.
    private static void Accumulate(Model model, int seed)
    {
        var random = new Random(seed);
        model.ForwardInputs(new FloatSpans(Numbers.Random(random, 6 * model.Definition.Inputs[0].Value.Size)));
        if (model.Definition.Outputs.Length == 1) { model.Backward((int[])[0, 1, 2, 0, 1, 2], Loss.SparseCategoricalCrossentropy); }
        else { model.BackwardFromOutputs(new FloatSpans(Numbers.Random(random, 6 * 2), Numbers.Random(random, 6 * 40))); }
    }

    private static Model Make(int number, bool onGpu = false) =>
        s_models.Value.Create($"Model{number}", onGpu ? ContractDevices.Gpu[0] : new CpuDevice(threads: 2), seed: 7);
}
