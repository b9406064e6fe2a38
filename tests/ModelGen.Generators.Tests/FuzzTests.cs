using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Tests;

namespace ModelGen.Generators.Tests;

/// <summary>
/// Declarations with a few things mistyped at random: neither the generator nor the analyzer fails, and what they make compiles.
/// </summary>
public class FuzzTests
{
    private static readonly string[] s_pieces =
    [
        "0", "-1", "1", "2147483647", "-2147483648", "99999999999", "1.5", "double.NaN", "null", "default", "\"\"", "\"a\\nb\"", "\"relu\"",
        "'c'",
        "true", "typeof(int)", "nameof(Net)", "new[] { 1, 2 }", "new int[0]", "(Activation)99", "(Padding)(-1)", "Sigmoid", "Softmax", "n",
        "sizeof(int)",
        "UseBais = false", "UseBias = false", "Name = \"x\"", "Name = null", "units: 4", "activation: Tanh", "rate: 0.5",
        "Padding = Padding.Same",
        "Strides = 0", "KernelL2 = -1", "PerPosition = true", "[Input(4)]", "[Dense(3)]", "[Flatten]", "[Reshape(-1)]", "[LSTM(3)]",
        "[Dropout(0.5)]",
        "[Model]", "[Layer]", "[Obsolete]", "[return: Dense(2)]", "[type: Dense(2)]", "[assembly: Dense(2)]", "partial", "class", "record",
        "struct",
        "interface", "enum", "delegate", "static", "abstract", "sealed", "file", "readonly", "ref", "unsafe", "public", "namespace A;", "@",
        "<T>", "<", ">",
        "(", ")", "[", "]", "{", "}", ",", ";", ":", "=", "#if X\n", "\n#endif\n", "\n#region\n", "\n#line hidden\n", "//", "/*", "*/",
        "\"\"\"", "\u2028", "\u0085",
        "\0", "\ufeff", "\ud800", "é", "Summary", "Net", ": Model", ": Exception", "where T : class", "Net(int n) { }", "public Net() { }",
        "using D = ModelGen.DenseAttribute;",
        "ModelGen.", "global::", "Attribute",
    ];

    [Fact]
    public void Nothing_that_is_typed_ends_the_generator_or_the_analyzer()
    {
        string[] seeds = [.. FindingMessageTests.Sources, .. GeneratedFileTests.Sources];
        CSharpCompilation empty = Compiler.Create("");
        int rounds = Extent.Pick(brief: 150, full: 20_000);
        for (int round = 0; round < rounds; round++)
        {
            var random = new Random(round);
            string source = seeds[random.Next(seeds.Length)];
            for (int i = random.Next(1, 5); i > 0; i--) { source = Mutated(source, s_pieces, random); }
            AssertSurvives(empty, source, round);
        }
    }

    [Fact]
    public void No_beginning_of_a_declaration_does()
    {
        const string whole = """
            using D = ModelGen.DenseAttribute;
            namespace A.B
            {
                partial class Outer
                {
                    [Model(Name = "n")] [Input(9, 9, 1)] [Conv2D(4, kernelSize: 3, Padding = Padding.Same)] [D(3, Softmax)]
                    public partial class Net { public Net(int n) : this() { } }
                }
            }
            """;
        CSharpCompilation empty = Compiler.Create("");
        for (int length = 0; length <= whole.Length; length += Extent.Pick(brief: 3, full: 1))
        {
            AssertSurvives(empty, whole[..length], length);
        }
    }

    private static void AssertSurvives(CSharpCompilation empty, string source, int round)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(source, Compiler.ParseOptions, "Model.cs");
        CSharpCompilation compilation = empty.ReplaceSyntaxTree(empty.SyntaxTrees[0], tree);
        string about = $"round {round}:\n{source}\n";
        try
        {
            Compiled compiled = Compiler.Compile(compilation, Compiler.ParseOptions, [], runsAnalyzer: true);
            Diagnostic? fault = compiled.Findings.FirstOrDefault(f => f.Id is "MGN0017" or "AD0001");
            Assert.True(fault is null, $"{about}{fault}");
            Diagnostic? broken = compiled.CompilerDiagnostics.FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error);
            if (broken is not null && ModelGen.Generators.Read.ModelReader.IsGenerated(broken.Location.SourceTree ?? tree))
            {
                // What the compiler reports in our half must have its cause in the other one.
                Assert.True(compiled.CompilerDiagnostics.Any(d => d.Severity == DiagnosticSeverity.Error && d.Location.SourceTree == tree),
                    $"{about}{broken}");
            }

            // The analyzer leaves failures to the generator; here they count.
            foreach (INamedTypeSymbol type in SourceTypes.All(compiled.Compilation))
            {
                FindingReporter.Report(type, _ => true, "", _ => { }, default);
            }
        }
        catch (Exception e) when (e is not Xunit.Sdk.IAssertionException)
        {
            Assert.Fail($"{about}{e}");
        }
    }

    /// <summary>A source with one thing mistyped.</summary>
    internal static string Mutated(string source, string[] pieces, Random random)
    {
        SyntaxToken[] tokens = [.. CSharpSyntaxTree.ParseText(source, Compiler.ParseOptions).GetRoot().DescendantTokens()];
        if (tokens.Length == 0) { return pieces[random.Next(pieces.Length)]; }
        SyntaxToken token = tokens[random.Next(tokens.Length)], other = tokens[random.Next(tokens.Length)];
        string piece = pieces[random.Next(pieces.Length)];
        var text = new StringBuilder(source);
        switch (random.Next(7))
        {
            case 0: return text.Remove(token.SpanStart, token.Span.Length).ToString();
            case 1: return text.Insert(token.SpanStart, $" {token.Text} ").ToString();
            case 2: return text.Remove(token.SpanStart, token.Span.Length).Insert(token.SpanStart, $" {other.Text} ").ToString();
            case 3: return text.Remove(token.SpanStart, token.Span.Length).Insert(token.SpanStart, piece).ToString();
            case 4: return text.Insert(token.Span.End, piece).ToString();
            case 5: return text.Insert(random.Next(text.Length + 1), piece).ToString();
            default:
                int start = random.Next(text.Length);
                return text.Remove(start, random.Next(1, Math.Min(8, text.Length - start) + 1)).ToString();
        }
    }
}
