using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ModelGen.Generators.Tests;

/// <summary>What the compiler says about Forward methods, and where.</summary>
public class ForwardFindingTests
{
    private static readonly string[] s_bodies =
    [
        "return x.Dense(0);",
        "return x.Conv2D(4, 9).Flatten().Dense(3);",
        "return x.Dense(3);",
        "return x.Flatten().Dense(3, Softmax).Dense(2);",
        "return x.Flatten().Dropout(1.5).Dense(2);",
        "return x.Reshape(3, 5).Flatten().Dense(2);",
        "return x.MaxPool(3).Flatten().Dense(2);",
        "return (x + x.Conv2D(4, 3)).Flatten().Dense(2);",
        "return (x + x.Conv2D(4, 3, strides: 2, padding: Padding.Same)).Flatten().Dense(2);",
        "return Tensor.Concatenate(x, x.Flatten()).Dense(2);",
        "return Tensor.Add(x).Flatten().Dense(2);",
        "return (x / 0).Flatten().Dense(2);",
        "x.Dense(4); return x.Flatten().Dense(2);",
        "return x;",
        "for (int i = 0; i < 3; i++) { x = x.Conv2D(4, 1, name: \"block\"); } return x.Flatten().Dense(2);",
        "int[] a = [1]; return x.Flatten().Dense(a[1]);",
        "int n = 0; return x.Flatten().Dense(4 / n);",
        "string s = null!; return x.Flatten().Dense(s.Length);",
        "while (true) { }",
        "Tensor F(Tensor t) => F(t); return F(x);",
        "throw new InvalidOperationException($\"{x.Channels} channels are too few\");",
        "Console.WriteLine(x.Size); return x.Flatten().Dense(2);",
        "return x.Flatten().Dense(Environment.ProcessorCount);",
        "try { x = x.Flatten(); } finally { } return x.Dense(2);",
        "goto end; end: return x.Flatten().Dense(2);",
        "dynamic n = 3; return x.Flatten().Dense(n);",
        "return x.Flatten().Dense(Net.Summary.Length);",
        "return x.Expect(6, 6, 3).Flatten().Dense(2);",
        "Tensor y = x.Conv2D(2, 3); // 6 x 6 x 2\nreturn y.Flatten().Dense(2);",
        "return Helpers.Wide(Helpers.Wide(x, 3), -2).Flatten().Dense(2);",
        "return Tensor.Concatenate(Helpers.Tower(x.Flatten(), 3), Helpers.Tower(x.Flatten(), 4)).Dense(2);",
        "return x.Flatten().Dense(2, kernelInitializerConfig: \"randm_normal\");",
        "return x.Flatten().Dense(2, activation: (Activation)99);",
        "string s = \"a\"; for (int i = 0; i < 60; i++) { s += s; } return x.Flatten().Dense(s.Length);",
        "return x.Flatten().Dense(\"a\".PadLeft(2_000_000_000).Length);",
        "return Tensor.Add().Flatten().Dense(2);",
        "return x.Flatten().Dense(new string('a', 1 << 30).Length);",
        "throw new NotImplementedException();",
        "return x.Flatten().Dense(Helpers.Static).Dense(Helpers.Generic<int>.Count);",
        "Span<int> s = stackalloc int[2]; return x.Flatten().Dense(s.Length);",
    ];

    private const string Around = """
        [Model]
        internal sealed partial class Net
        {
            private static Tensor Forward([Input(6, 6, 2)] Tensor x)
            {
                @
            }
        }

        internal static class Helpers
        {
            public static Tensor Wide(Tensor x, int filters) => x.Conv2D(filters, 1).ReLU();

            public static readonly int Static;

            static Helpers() { Static = 5; }

            public static class Generic<T> { public static readonly int Count = 3; }

            [Shared]
            public static Tensor Tower(Tensor x, int units) => x.Dense(units);
        }
        """;

    internal static IEnumerable<string> Sources => s_bodies.Select(body => Around.Replace("@", body));

    [Fact]
    public void All_messages()
    {
        var text = new StringBuilder();
        foreach (string body in s_bodies)
        {
            text.Append(body).Append('\n');
            foreach (Diagnostic finding in Compiler.Compile(Around.Replace("@", body)).Findings.Where(f => f.Id != "MGN0508"))
            {
                text.Append($"    {finding.Severity} {Compiled.Show(finding)}\n");
                foreach (Location place in finding.AdditionalLocations)
                {
                    text.Append($"        {place.SourceTree!.GetText().ToString(place.SourceSpan)}\n");
                }
            }
        }

        Snapshot.Verify(text.ToString(), "txt");
    }

    // An editor asks about the file that is open.
    [Fact]
    public async Task A_finding_is_told_with_the_file_that_it_lies_in()
    {
        string[] files =
        [
            "using ModelGen; [Model] public partial class Net { private static Tensor Forward([Input(4)] Tensor x) => Blocks.Wide(x, 0); }",
            "using ModelGen; static class Blocks { public static Tensor Wide(Tensor x, int units) => x.Dense(units); }",
            "class Other;",
        ];
        CSharpCompilation compilation = Compiler.Create("").RemoveAllSyntaxTrees().AddSyntaxTrees(
            files.Select((text, i) => CSharpSyntaxTree.ParseText(text, Compiler.ParseOptions, $"{i}.cs")));
        var found = new List<string[]>();
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            var findings = await compilation.WithAnalyzers([new ModelAnalyzer()]).GetAnalyzerSemanticDiagnosticsAsync(
                compilation.GetSemanticModel(tree), null, TestContext.Current.CancellationToken);
            found.Add([.. findings.Select(finding => tree.GetText().ToString(finding.Location.SourceSpan))]);
        }

        Assert.Equal([["0"], ["units"], []], found);
    }

    [Fact]
    public void While_a_body_is_broken_the_members_by_the_names_of_inputs_and_outputs_are_there()
    {
        Compiled compiled = Compiler.Compile("""
            [Model]
            internal sealed partial class Heads
            {
                private static (Tensor digit, Tensor odd) Forward([Input(4)] Tensor image, [Input(3)] Tensor meta) => image.
            }

            internal static class Program
            {
                private static void Main()
                {
                    using var model = new Heads();
                    var (digit, odd) = model.Predict(image: new float[4], meta: new float[3]);
                }
            }
            """);
        Assert.DoesNotContain(compiled.CompilerDiagnostics, d => d.GetMessage(null).Contains("Predict") || d.GetMessage(null)
            .Contains("Heads"));
    }

    [Fact]
    public void A_method_of_another_model_is_inlined()
    {
        Compiled compiled = Compiler.Compile("""
            [Model]
            internal sealed partial class Encoder
            {
            #pragma warning disable MGN0029
                internal static Tensor Forward([Input(8)] Tensor x) => x.Dense(4, ReLU).Dense(2);
            #pragma warning restore MGN0029
            }

            [Model]
            internal sealed partial class AutoEncoder
            {
                private static Tensor Forward([Input(8)] Tensor x) => Encoder.Forward(x).Dense(4, ReLU).Dense(8);
            }
            """);
        Assert.Empty(compiled.CompilerDiagnostics);
        Assert.DoesNotContain(compiled.Warnings, finding => !finding.IsSuppressed);
        Assert.Contains(compiled.Sources, file => file.Code.Contains("// auto_encoder, as compiled from its Forward method"));
        Assert.Contains("dense_3", compiled.Sources.First(file => file.Code.Contains("// auto_encoder")).Code);
    }
}
