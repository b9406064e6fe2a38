using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.CodeAnalysis;
using ModelGen.Tests;

namespace ModelGen.Generators.Tests;

/// <summary>
/// Programs that use models, with a few things mistyped at random: no rule fails or hangs, and the same finding has a place in the program.
/// </summary>
public class UseFuzzTests
{
    private const string Usings = "using System.Collections.Generic; using System.Linq; using ModelGen.Data;\n";

    private static readonly string[] s_pieces =
    [
        "0", "-1", "1 / 2", "0.5", "99999999999", "double.NaN", "float.PositiveInfinity", "null", "default", "\"\"", "\"adam\"", "\"mse\"",
        "\"val_loss\"", "\"conv*\"", "\"a/b\"", "new()", "new() { [\"a\"] = \"mse\" }", "[]", "[1, 2]", "[.. y]", "new float[783]",
        "new int[]",
        "new int[3, 4]", "new int[0]", "stackalloc float[4]", "new[] { 10 }", "new Dictionary<int, double> { [20] = 1, { 3, 4 } }",
        "Loss.", "Loss.MeanSquaredError", "new BinaryCrossentropy(fromLogits: x)", "new SGD(1 / 0)", "new SGD() { Momentum = 3 }",
        "new Metrics.AUC(", "model", "model.", "model.Fit(", "model.Compile(\"adm\")", "model.Dispose();", "out var model", "ref model",
        "() => model.Fit(null)", "using", "var", "const", "await", "(a, b) = (b, a);", "var (a, b) = Mnist.Load();", "Mnist.Load().Train",
        "epochs: 0", "monitor: \"vall\"", "callbacks: [new EarlyStopping()]", ".Parameters[\"x\"]", ".Parameters[0]", "?.", "!", "??", "..",
        "[Compile(Loss = \"x\")]", "[Budget(MaxParameters = 1)]", "[Budget(Batch = -1, MaxActivationBytes = long.MaxValue)]", "[Conv2d(3)]",
        "[Dense(units: \"3\")]", "[Dense(1 / 3, Bias = (1, 2))]", "(", ")",
        "[", "]", "{", "}", ",", ";", "=", "=>", "\"\"\"", "#if X\n", "//",
    ];

    [Fact]
    public void Nothing_that_is_typed_ends_a_rule()
    {
        string[] folders = ["tests/Mistakes", "tests/RightPrograms"];
        string[] seeds = [.. folders.SelectMany(folder => Directory.GetFiles(Path.Combine(MarkdownPage.Repository, folder), "*.cs",
            SearchOption.AllDirectories)).Order(StringComparer.Ordinal)
            .Select(file => string.Join('\n', File.ReadAllLines(file).Where(line => !line.StartsWith("//~", StringComparison.Ordinal))))];
        var failures = new ConcurrentQueue<Exception>();
        void Hear(Exception e) => failures.Enqueue(e);
        UseAnalysis.Failed += Hear;
        try
        {
            int rounds = Extent.Pick(brief: 50, full: 4_000);
            for (int round = 0; round < rounds; round++)
            {
                var random = new Random(round);
                string source = Usings + seeds[random.Next(seeds.Length)];
                for (int i = random.Next(1, 5); i > 0; i--) { source = FuzzTests.Mutated(source, s_pieces, random); }
                long start = Stopwatch.GetTimestamp();
                Compiled compiled = Compiler.Compile(source);
                Assert.True(failures.IsEmpty, $"round {round}:\n{source}\n{failures.FirstOrDefault()}");
                Diagnostic? fault = compiled.Findings.FirstOrDefault(finding => finding.Id is "AD0001" or "MGN0017");
                Assert.True(fault is null, $"round {round}:\n{source}\n{fault}");
                Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(20), $"round {round} takes long:\n{source}");
            }
        }
        finally { UseAnalysis.Failed -= Hear; }
    }
}
