using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Evaluate;

namespace ModelGen.Generators.Tests;

/// <summary>A method is evaluated again only where something has changed that it may depend on.</summary>
public class EvaluationMemoryTests
{
    private const string Model = """
        using ModelGen;
        [Model] public partial class Net { private static Tensor Forward([Input(4)] Tensor x) => Blocks.Block(x).Dense(3); }
        """;

    private const string Blocks = "using ModelGen; static class Blocks { public static Tensor Block(Tensor x) => x.Dense(5); }";
    private const string Other =
        "[ModelGen.Input(4)] [ModelGen.Dense(2)] public partial class Other { public int Number() { return 1; } }";

    public static TheoryData<string, int, string, bool> Edits => new()
    {
        { "a letter in a method elsewhere", 2, Other.Replace("1", "12"), true },
        { "a comment elsewhere", 2, Other + " // new", true },
        { "a new method elsewhere", 2, Other.Replace("public int", "public void New() { } public int"), false },
        { "an argument of a layer on another class", 2, Other.Replace("Dense(2)", "Dense(3)"), true },
        { "another layer on another class", 2, Other.Replace("[ModelGen.Dense(2)]", "[ModelGen.Flatten]"), false },
        { "an argument of another attribute elsewhere", 2, Other.Replace("public int", "[System.Obsolete(\"\")] public int"), false },
        { "a constant elsewhere", 2, Other.Replace("public int", "public const int A = 1; public int"), false },
        { "the model's own file", 0, Model + " // new", false },
        { "a method that it runs", 1, Blocks.Replace("5", "6"), false },
        { "an initializer elsewhere that it does not run", 2, Other + "  ", true },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void An_edit(string what, int file, string text, bool isRemembered)
    {
        CSharpCompilation before = Create();
        SyntaxTree tree = before.SyntaxTrees[file];
        Assert.True(isRemembered == IsRemembered(before, before.ReplaceSyntaxTree(tree, tree.WithChangedText(
            Microsoft.CodeAnalysis.Text.SourceText.From(text)))), what);
    }

    [Fact]
    public void Trees_references_and_options_that_come_or_go()
    {
        CSharpCompilation before = Create();
        Assert.False(IsRemembered(before, before.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class More;", Compiler.ParseOptions))));
        Assert.False(IsRemembered(before, before.RemoveSyntaxTrees(before.SyntaxTrees[2])));
        Assert.False(IsRemembered(before, before.RemoveReferences(before.References.Last())));
        Assert.False(IsRemembered(before, before.WithOptions(before.Options.WithOverflowChecks(true))));
        Assert.True(IsRemembered(before, before));
    }

    private static CSharpCompilation Create() => Compiler.Create("").RemoveAllSyntaxTrees().AddSyntaxTrees(
        new[] { Model, Blocks, Other }.Select((text, i) => CSharpSyntaxTree.ParseText(text, Compiler.ParseOptions, $"{i}.cs")));

    private static bool IsRemembered(CSharpCompilation before, CSharpCompilation after)
    {
        var memory = new EvaluationMemory();
        object? first = Get(before), second = Get(after);
        Assert.NotNull(first);
        Assert.NotNull(second);
        return ReferenceEquals(first, second);

        object? Get(CSharpCompilation compilation)
        {
            SyntaxNode model = compilation.SyntaxTrees[0].GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>().First();
            return memory.Get(model, compilation, () => ForwardReader.All(compilation, CancellationToken.None).Single());
        }
    }
}
