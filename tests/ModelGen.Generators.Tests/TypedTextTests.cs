using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Specs;

namespace ModelGen.Generators.Tests;

/// <summary>Names and texts that people type go into generated files without breaking them.</summary>
public class TypedTextTests
{
    private static readonly string[] s_texts =
    [
        @"a\nb", @"a\rb", @"a\u2028b", @"a\u2029b", @"a\u0085b", @"a\0b", @"a\tb", @"a\u202eb", @"a\ufeffb", @"a\ud800b", @"a\udc00",
        @"\\", @"a\\u0041", @"\""", @"a\""b", "{0}", "{", "}}", "*/", "//", "#endif", "<b>", "&amp;", "]]>", "\\\"\\\"\\\"",
        "é", "日本", "😀",
    ];

    [Fact]
    public void A_text_where_a_name_belongs_is_one_finding_in_one_line_and_a_stub_that_compiles()
    {
        string[] stacks =
        [
            .. s_texts.SelectMany(text => (string[])
            [
                $"[Input(4)] [Dense(2, Name = \"{text}\")]",
                $"[Model(Name = \"{text}\")] [Input(4)] [Dense(2)]",
                $"[Input(4)] [Dense(2, KernelInitializerConfig = \"{text}\")]",
                $"[Input(4)] [Dense(2, KernelInitializerConfig = \"constant({text})\")]",
                $"[Input(4)] [Dense(2, KernelInitializerConfig = \"variance_scaling(mode={text})\")]",
            ]),
        ];
        Compiled compiled = Compiler.Compile(string.Join('\n', stacks.Select((stack, i) => $"{stack} public partial class Net{i};")));
        Assert.Empty(compiled.CompilerDiagnostics);
        Assert.Equal(stacks.Length, compiled.Findings.Length);
        for (int i = 0; i < stacks.Length; i++)
        {
            string message = compiled.Findings[i].GetMessage(null);
            Assert.DoesNotContain(message, c => char.IsControl(c) || c is '\u2028' or '\u2029' or '\u202e');
            var summary = (IFieldSymbol)Assert.Single(compiled.Compilation.GetTypeByMetadataName($"Net{i}")!.GetMembers("Summary"));
            Assert.EndsWith(message, (string)summary.ConstantValue!);
        }
    }

    [Fact]
    public void A_literal_says_what_the_text_says()
    {
        foreach (string text in s_texts
            .Append("a\n\r\t\0\u2028\u2029\u0085\"\\\ud800x\udc00\ud83d\ude00\u200f\ue000\uffff").Append(@"\u0041\x41\U00000041\e"))
        {
            string literal = Text.Quote(text);
            var parsed = (LiteralExpressionSyntax)SyntaxFactory.ParseExpression(literal);
            Assert.Equal(text, parsed.Token.Value);
            Assert.False(parsed.ContainsDiagnostics);
            Assert.Single(Microsoft.CodeAnalysis.Text.SourceText.From(literal).Lines);
        }
    }

    [Fact]
    public void A_model_may_be_called_anything()
    {
        string[] names =
        [
            .. SyntaxFacts.GetKeywordKinds().Concat(SyntaxFacts.GetContextualKeywordKinds()).Select(kind => SyntaxFacts.GetText(kind))
                .Concat(["net", "nint", "_", "Ünet", "日本", "value", "dynamic", "Model", "Device", "Dense", "Step", "System", "ModelGen"])
                .Where(SyntaxFacts.IsValidIdentifier).Distinct(),
        ];
        Compiled compiled = Compiler.Compile(string.Join('\n', names.Select((name, i) => $$"""
            namespace A{{i}}.@{{name}}
            {
                public partial class @{{name}}1 { [Input(4)] [Dense(2)] public partial class @{{name}}; }
                [Input(4)] [Dense(0)] public partial class @{{name}};
                public partial interface @{{name}}2 { [Input(4)] [Dense(2)] public partial class @{{name}}3; }
            }
            """)));
        Assert.True(names.Length > 100);
        Assert.Equal(names.Length, compiled.Findings.Length);
        Assert.All(compiled.Findings, finding => Assert.Equal("MGN0103", finding.Id));
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
}
