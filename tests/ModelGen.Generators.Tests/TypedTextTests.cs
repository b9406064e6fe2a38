using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Generators.Specs;

namespace ModelGen.Generators.Tests;

/// <summary>Names and texts that people type go into generated files without breaking them.</summary>
public class TypedTextTests
{
    public static TheoryData<string> Texts => [
        @"a\nb", @"a\rb", @"a\u2028b", @"a\u2029b", @"a\u0085b", @"a\0b", @"a\tb", @"a\u202eb", @"a\ufeffb", @"a\ud800b", @"a\udc00", @"\\",
        @"a\\u0041",
        @"\""", @"a\""b", "{0}", "{", "}}", "*/", "//", "#endif", "<b>", "&amp;", "]]>", "\\\"\\\"\\\"", "é", "日本", "😀",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_text_where_a_name_belongs_is_one_finding_in_one_line_and_a_stub_that_compiles(string text)
    {
        foreach (string source in new[]
        {
            $"[Input(4)] [Dense(2, Name = \"{text}\")] public partial class Net;",
            $"[Model(Name = \"{text}\")] [Input(4)] [Dense(2)] public partial class Net;",
            $"[Input(4)] [Dense(2, KernelInitializerConfig = \"{text}\")] public partial class Net;",
            $"[Input(4)] [Dense(2, KernelInitializerConfig = \"constant({text})\")] public partial class Net;",
            $"[Input(4)] [Dense(2, KernelInitializerConfig = \"variance_scaling(mode={text})\")] public partial class Net;",
        })
        {
            Compiled compiled = Compiler.Compile(source);
            Diagnostic finding = Assert.Single(compiled.Findings);
            string message = finding.GetMessage(null);
            Assert.DoesNotContain(message, c => char.IsControl(c) || c is '\u2028' or '\u2029' or '\u202e');
            Assert.Empty(compiled.CompilerDiagnostics);
            AssertSays(compiled, "Net", message);
        }
    }

    [Fact]
    public void A_literal_says_what_the_text_says()
    {
        foreach (string text in Texts.Select(row => row.Data)
            .Append("a\n\r\t\0\u2028\u2029\u0085\"\\\ud800x\udc00\ud83d\ude00\u200f\ue000\uffff").Append(@"\u0041\x41\U00000041\e"))
        {
            ExpressionSyntaxOf(text, out object? value, out bool isOneLine);
            Assert.Equal(text, value);
            Assert.True(isOneLine);
        }

        static void ExpressionSyntaxOf(string text, out object? value, out bool isOneLine)
        {
            string literal = Text.Quote(text);
            value =
                SyntaxFactory.ParseExpression(
                    literal) is Microsoft.CodeAnalysis.CSharp.Syntax.LiteralExpressionSyntax { ContainsDiagnostics: false } parsed
                ? parsed.Token.Value : null;
            isOneLine = Microsoft.CodeAnalysis.Text.SourceText.From(literal).Lines.Count == 1;
        }
    }

    public static TheoryData<string> Keywords => [
        .. SyntaxFacts.GetKeywordKinds().Concat(SyntaxFacts.GetContextualKeywordKinds()).Select(kind => SyntaxFacts.GetText(kind))
            .Where(SyntaxFacts.IsValidIdentifier).Append("net").Append("nint").Append("_").Append("Ünet").Append("日本").Append("__arglist")
            .Append("value").Append("dynamic").Append("Model").Append("Device").Append("Dense").Append("Step").Append("System")
            .Append("ModelGen").Distinct(),
    ];

    [Theory]
    [MemberData(nameof(Keywords))]
    public void A_model_may_be_called_anything(string name)
    {
        Compiled compiled = Compiler.Compile($$"""
            namespace A.@{{name}}
            {
                public partial class @{{name}}1 { [Input(4)] [Dense(2)] public partial class @{{name}}; }
                [Input(4)] [Dense(0)] public partial class @{{name}};
                public partial interface @{{name}}2 { [Input(4)] [Dense(2)] public partial class @{{name}}3; }
            }
            """);
        Assert.Equal(["MGN0103"], compiled.Findings.Select(f => f.Id));
        Assert.DoesNotContain(compiled.CompilerDiagnostics, d => d.Id != "CS1591"); // nobody documents them
    }

    [Theory]
    [InlineData("Summary")]
    [InlineData("GetSummary")]
    [InlineData("RunForward")]
    [InlineData("RunBackward")]
    public void But_for_what_is_generated(string name)
    {
        Compiled compiled = Compiler.Compile($"[Input(4)] [Dense(2)] public partial class {name};");
        Assert.Equal(
            $"MGN0010 at '{name}': {name} is called {name}, which is the name of a generated member. Rename it.",
            Compiled.Show(Assert.Single(compiled.Findings)));
        Assert.DoesNotContain(compiled.CompilerDiagnostics, d => d.Severity == DiagnosticSeverity.Error);
    }

    [Theory]
    [InlineData("[Input(4)] [Dense(2)]")]
    [InlineData("[Input(4)] [Dense(0)]")]
    public void A_documented_project_gets_no_warnings_about_what_is_generated(string stack)
    {
        Compiled compiled = Compiler.Compile($$"""
            /// <summary>Around.</summary>
            public partial class Outer
            {
                {{stack}} public partial class Bare;
                /// <summary>A model.</summary>
                {{stack}} public partial class Documented;
            }
            """);
        Assert.Empty(compiled.CompilerDiagnostics);
    }

    [Fact]
    public void Aliases_of_all_layers_without_an_input_get_a_stub()
    {
        Compiled compiled = Compiler.Compile("""
            using D = ModelGen.DenseAttribute;
            using var net = new Net(Device.Cpu);
            Console.WriteLine(net.Predict(new float[4])[0] + Net.Summary);
            [D(2)] [D(3)] public partial class Net;
            """);
        Assert.Equal("MGN0003", Assert.Single(compiled.Findings).Id);
        Assert.DoesNotContain(compiled.CompilerDiagnostics, d => d.Severity == DiagnosticSeverity.Error && d.Id != "CS8805");
    }

    [Fact]
    public void Aliases_of_all_attributes_are_a_model() => Compiler.Compile("""
        using I = ModelGen.InputAttribute;
        using D = ModelGen.DenseAttribute;
        using M = ModelGen.ModelAttribute;
        [M(Name = "aliased")] [I(4)] [D(2)] public partial class Net;
        """).SingleCleanSource();

    private static void AssertSays(Compiled compiled, string type, string message)
    {
        var summary = (IFieldSymbol)Assert.Single(compiled.Compilation.GetTypeByMetadataName(type)!.GetMembers("Summary"));
        Assert.EndsWith(message, (string)summary.ConstantValue!);
    }
}
