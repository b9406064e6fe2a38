using ModelGen.Kernels;
using ModelGen.Tests.Contract;
using ModelGen.Tests.Gpu;
using Xunit;
using Numbers = ModelGen.Tests.Contract.Numbers;

namespace ModelGen.Tests;

/// <summary>
/// A batch that is done in parts, each of which goes on from the sums that the part before it has left, gives the bits of the whole: every
/// sum over the batch is a chain in the order of the samples, or one of sums of slices.
/// </summary>
public class CarriedPartsTests
{
    // Kernels' gradients in lanes, as products by tiles, wide and narrow, of sequences; with branches, shared sums and several ends.
    private static readonly string[] s_stacks =
    [
        "[Input(20, 20, 1)] [Conv2D(16, 5, ReLU)] [MaxPool(2)] [Flatten] [Dense(10, Softmax)]",
        "[Input(12, 12, 3)] [Conv2D(8, 3, ReLU, Padding = Padding.Same, Name = \"a\")] [Conv2D(8, 3, Padding = Padding.Same)] [Add(\"a\")] "
            + "[AveragePool(2)] [Dropout(0.25)] [GlobalAveragePool] [Dense(3)]",
        "[Input(10, 10, 32)] [Conv2D(32, 3, ReLU)] [MaxPool(2)] [Conv2D(32, 3, Padding = Padding.Same)] [Flatten] [Dense(4, Softmax)]",
        "[Input(70)] [Dense(130, ReLU)] [Dense(100, GELU)] [Dense(9)]",
        "[Input(6, 20)] [Dense(50, Tanh)] [Reshape(300)] [Dense(40, Softmax)]",
        "[Input(600)] [Dense(600, ReLU, Name = \"a\")] [Dense(4, Softmax)] [Output] [From(\"a\")] [Dense(1)] [Output]",
    ];

    private static readonly Lazy<CompiledModels> s_models = new(() => StackCompiler.CompileStacks(s_stacks));

    public static TheoryData<int> Models => [.. Enumerable.Range(0, s_stacks.Length)];

    // At every border of slices that makes so many parts of about one size, and at others.
    private static readonly int[][] s_borders = [[8], [3], [13], [5, 11], [1, 15], [3, 6, 9, 13], [1, 2, 8, 9]];

    [Theory]
    [MemberData(nameof(Models))]
    public void A_batch_in_two_three_and_five_parts_gives_the_bits_of_the_whole(int number)
    {
        foreach (int threads in new[] { 1, 3 })
        {
            foreach (int samples in new[] { 16, 37, 100 })
            {
                using Model model = s_models.Value.Create($"Model{number}", new CpuDevice(threads), seed: 2);
                (float[][] outputs, float[][] gradients) = Run(model, samples, []);
                foreach (int[] borders in s_borders)
                {
                    (float[][] inParts, float[][] carried) = Run(model, samples, borders);
                    Assert.Equal(outputs, inParts);
                    for (int i = 0; i < gradients.Length; i++)
                    {
                        Assert.True(gradients[i].AsSpan().SequenceEqual(carried[i]),
                            $"{s_stacks[number]}, {samples} samples, parts at {string.Join(", ", borders)}: {model.Parameters[i].Name}");
                    }
                }
            }
        }
    }

    // The same batch, parameters, masks and gradients of outputs each time.
    private static (float[][] Outputs, float[][] Gradients) Run(Model model, int samples, int[] borders)
    {
        var random = new Random(4);
        BatchRunner runner = model.Trainer;
        Step step = runner.Step;
        InputDefinition[] inputs = model.Definition.Inputs;
        runner.Load(new FloatSpans(Numbers.Random(random, samples * inputs[0].Size)));
        (int First, int End)[] parts = [.. ((int[])[0, .. borders]).Zip([.. borders, step.SliceCount])];
        foreach ((int first, int end) in parts)
        {
            step.TakePart(first, end);
            runner.Forward();
        }

        float[][] outputs = [.. model.Definition.Outputs.Select((_, i) => runner.Output(i).ToArray())];
        float[][] dy = [.. model.Definition.Outputs.Select(output => Numbers.Random(random, samples * output.Size))];
        model.HasGradients = false;
        foreach ((int first, int end) in parts)
        {
            // A part leaves other gradients where those of the next one's samples would lie.
            for (int i = 0; i < dy.Length; i++) { step.Values.Upload(dy[i], step.Start(model.Definition.Outputs[i].Gradient)); }
            step.TakePart(first, end);
            runner.Backward();
        }

        float[][] gradients = [.. model.Parameters.Select(parameter => parameter.GradientToArray())];
        model.HasGradients = false;
        return (outputs, gradients);
    }

    // A normalization waits for the sums of all samples, forward and back: of each slice they have a place, so whoever has all of them has
    // the statistics of the whole batch.
    [Fact]
    public void The_sums_of_a_normalization_in_parts_make_the_statistics_of_the_whole()
    {
        foreach (int samples in new[] { 16, 37 })
        {
            float[][] whole = Normalize<FewChannels>(samples, []), middle = Normalize<MiddleOfThree>(samples, []);
            foreach (int[] borders in s_borders)
            {
                Assert.Equal(whole, Normalize<FewChannels>(samples, borders));
                Assert.Equal(middle, Normalize<MiddleOfThree>(samples, borders));
            }
        }
    }

    // The statistics, y, dx and the gradients of gamma and beta.
    private static unsafe float[][] Normalize<S>(int samples, int[] borders) where S : struct, IBatchNormalization
    {
        int size = S.Outer * S.Channels * S.Inner, length = samples * size;
        var random = new Random(5);
        using var bench = new Bench(new CpuDevice(2), samples);
        Step step = bench.Step;
        (int First, int End)[] parts = [.. ((int[])[0, .. borders]).Zip([.. borders, step.SliceCount])];
        Block statistics = bench.Put(new double[BatchStatistics<S>.Size(hasSums: true)]), x = Random(), dy = Random(),
            gamma = bench.Put(Array.ConvertAll(Numbers.Random(random, S.Channels), value => (double)value));
        var (y, readY) = bench.Room(length);
        var (dx, readDX) = bench.Room(length);
        var (dgamma, readDGamma) = bench.Room(S.Channels);
        var (dbeta, readDBeta) = bench.Room(S.Channels);
        InParts((s, of) => BatchNormalization.Sums<S>(s, statistics, of(x)));
        BatchNormalization.Statistics<S>(step, statistics, gamma);
        InParts((s, of) => BatchNormalization.Forward<S, ReLU>(s, of(y), statistics, of(x)));
        InParts((s, of) => BatchNormalization.BackwardSums<S, ReLU>(s, statistics, of(x), of(dy), of(dx), of(y)));
        BatchNormalization.BackwardStatistics<S>(step, statistics, dgamma, dbeta, gamma);
        InParts((s, of) => BatchNormalization.BackwardInput<S>(s, of(dx), statistics, of(x), of(dx)));
        return [statistics.Span.ToArray(), readY(), readDX(), readDGamma(), readDBeta()];

        Block Random() => bench.Put(Array.ConvertAll(Numbers.Random(random, length), value => (double)value));

        void InParts(Action<Step, Func<Block, Block>> run)
        {
            foreach ((int first, int end) in parts)
            {
                step.TakePart(first, end);
                run(step, block => new Block(block.Pointer + ((long)step.First * size), (long)step.Count * size));
            }

            step.TakePart(0, step.SliceCount);
        }
    }

    private readonly struct FewChannels : IBatchNormalization
    {
        public static int Outer => 12;

        public static int Channels => 3;

        public static int Inner => 1;

        public static double Momentum => 0.9;

        public static double Epsilon => 0.001;
    }

    private readonly struct MiddleOfThree : IBatchNormalization
    {
        public static int Outer => 2;

        public static int Channels => 5;

        public static int Inner => 7;

        public static double Momentum => 0.9;

        public static double Epsilon => 0.001;
    }
}
