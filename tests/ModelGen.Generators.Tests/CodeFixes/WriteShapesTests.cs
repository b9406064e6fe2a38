using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using ModelGen.CodeFixes;

namespace ModelGen.Generators.Tests;

/// <summary>The refactoring that writes shapes after assignments, in a method that a model's Forward runs.</summary>
public class WriteShapesTests
{
    private const string Before = """
        using ModelGen;

        [Model]
        public partial class Net
        {
            private static Tensor Forward([Input(8, 8, 3)] Tensor image)
            {
                Tensor x = image.Conv2D(4, 3);
                x = x.MaxPool(2); // a smaller picture
                for (int i = 0; i < 2; i++) { x = x.Conv2D(4 + i, 1); }
                for (int i = 2; i < 4; i++)
                {
                    x = x.Conv2D(4 + i, 1);
                }

                Tensor y = x.Flatten(); // 5
                return y.Dense(3);
            }

            private static int Other() => 1;
        }
        """;

    private const string After = """
        using ModelGen;

        [Model]
        public partial class Net
        {
            private static Tensor Forward([Input(8, 8, 3)] Tensor image)
            {
                Tensor x = image.Conv2D(4, 3); // 6 x 6 x 4
                x = x.MaxPool(2); // a smaller picture
                for (int i = 0; i < 2; i++) { x = x.Conv2D(4 + i, 1); }
                for (int i = 2; i < 4; i++)
                {
                    x = x.Conv2D(4 + i, 1); // 3 x 3 x 6, 3 x 3 x 7
                }

                Tensor y = x.Flatten(); // 63
                return y.Dense(3);
            }

            private static int Other() => 1;
        }
        """;

    [Fact]
    public async Task Shapes_are_written_after_assignments_and_other_comments_stay()
    {
        (Document document, CodeAction? offered) = await Offered("image.Conv2D");
        Assert.Equal("Write the shapes after assignments", offered?.Title);
        var operation = (ApplyChangesOperation)(await offered!.GetOperationsAsync(TestContext.Current.CancellationToken)).Single();
        SourceText text = await operation.ChangedSolution.GetDocument(document.Id)!.GetTextAsync(TestContext.Current.CancellationToken);
        Assert.Equal(After, text.ToString());
        Compiled compiled = Compiler.Compile(text.ToString());
        Assert.Empty(compiled.Warnings);
    }

    [Fact]
    public async Task Elsewhere_nothing_is_offered() => Assert.Null((await Offered("int Other")).Action);

    private static async Task<(Document Document, CodeAction? Action)> Offered(string at)
    {
        CSharpCompilation usings = Compiler.Create("");
        ProjectInfo info = ProjectInfo.Create(ProjectId.CreateNewId(), VersionStamp.Default, "Test", "Test", LanguageNames.CSharp,
            compilationOptions: usings.Options, parseOptions: Compiler.ParseOptions, metadataReferences: usings.References);
        Document document = new AdhocWorkspace().AddProject(info).AddDocument("Usings.cs", usings.SyntaxTrees[1].GetText()).Project
            .AddDocument("0.cs", SourceText.From(Before), filePath: "0.cs");
        CodeAction? offered = null;
        var span = new TextSpan(Before.IndexOf(at, StringComparison.Ordinal), 0);
        await new WriteShapesRefactoring().ComputeRefactoringsAsync(
            new CodeRefactoringContext(document, span, action => offered = action, TestContext.Current.CancellationToken));
        return (document, offered);
    }
}
