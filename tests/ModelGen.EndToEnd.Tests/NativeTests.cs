using System.Runtime.InteropServices;
using ModelGen.Tests;

namespace ModelGen.EndToEnd.Tests;

/// <summary>A native publish, where the machine can make one, with the settings that a user has who says no more than PublishAot.</summary>
public class NativeTests(Package package)
{
    // Twice what it is.
    private const long MostBytes = 6_000_000;

    // Of losses, metrics and optimizers of one's own the native compiler sees no more than these calls.
    private const string TrainOwn = """
        float[] targets = [.. labels.SelectMany(label => Enumerable.Range(0, 10).Select(i => i == label ? 1f : 0f))];
        float[] Trained(Optimizer optimizer, Loss loss)
        {
            using var own = new Lecture(new CpuDevice(threads: 1), seed: 1);
            own.Compile(optimizer, loss, Metric.FromRule(new First()), new LambdaMetric("one", (y, p) => p[1]));
            History history = own.Fit(Dataset.From(images, targets, 28, 28, 1), epochs: 2, batchSize: 10, verbose: 0);
            return [.. own.Parameters.SelectMany(p => p.ToArray()), (float)history["first"][1]];
        }

        float[] expected = Trained(new SGD(0.01, 0.9) { ClipNorm = 1 }, Loss.MeanSquaredError);
        Console.WriteLine($"own formulas: {expected.SequenceEqual(
            Trained(new Momentum(0.01) { ClipNorm = 1 }, Loss.FromFormula(new Square())))}");
        """;

    private const string OwnTypes = """

        public readonly struct Square : IElementwiseLoss
        {
            public float Value(float y, float p) => (p - y) * (p - y);
            public float Derivative(float y, float p) => 2f * (p - y);
        }

        public readonly struct First : IMetricRule
        {
            public void Measure<B>(B batch, int sample, MetricSizes sizes) where B : struct, IMetricBatch =>
                batch.Write(sample, batch.Output(sample * sizes.Columns));
        }

        public sealed class Momentum(LearningRate learningRate) : Optimizer(learningRate)
        {
            protected override IReadOnlyList<string> SlotNames => ["momentum"];
            protected override void Apply(Updater updater, float rate, long step) => updater.Run(new Rule(rate));

            private readonly struct Rule(float rate) : IUpdateRule
            {
                public static int Slots => 1;

                public R Update<R>(R w, R g, ref R m, ref R b, ref R c) where R : struct, IReal<R>
                {
                    m = (0.9f * m) - (rate * g);
                    return w + m;
                }
            }
        }
        """;

    [Fact(SkipUnless = nameof(Extent.IsFull), SkipType = typeof(Extent), Skip = Extent.Reason)]
    public async Task A_native_program_is_small_has_no_warnings_and_trains_as_under_the_jit()
    {
        var project = new Project(package, "Native", "<PublishAot>true</PublishAot>");
        project.Write("Program.cs", LectureProgram.Text(TrainOwn) + OwnTypes);

        Command publish = await project.DotnetAsync("publish", "-tl:off", "-o", "native");
        publish.SkipWithoutNativeCompiler();
        Assert.DoesNotContain("warning", publish.Succeeded().Output);

        string file = OperatingSystem.IsWindows() ? "native/Native.exe" : "native/Native";
        long bytes = new FileInfo(project.PathOf(file)).Length;
        Assert.True(bytes < MostBytes, $"{file} has {bytes:N0} bytes.");

        string native = (await project.ExecuteAsync(file)).Succeeded().Output;
        Assert.Contains("dynamic code: False", native);
        Assert.Contains("own formulas: True", native);
        if (RuntimeInformation.OSArchitecture == Architecture.X64) { Assert.Contains("AVX2: True", native); }
        await LectureProgram.CheckAsync(package, native);
    }
}
