using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ModelGen.Generators.Evaluate;

namespace ModelGen.CodeFixes;

/// <summary>
/// Writes the shape after each assignment of a tensor: <c>// 16 x 16 x 32</c>. It is offered within a method that a model's Forward runs,
/// for all assignments of the file; another comment that stands there already is left alone.
/// </summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(WriteShapesRefactoring)), Shared]
public sealed class WriteShapesRefactoring : CodeRefactoringProvider
{
    /// <inheritdoc/>
    public override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        Document document = context.Document;
        if (await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root
            || await document.Project.GetCompilationAsync(context.CancellationToken).ConfigureAwait(false) is not { } compilation
            || root.FindNode(context.Span).FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method)
        {
            return;
        }

        ShapeComments.Assignment[] assignments =
        [
            .. ForwardReader.All(compilation, context.CancellationToken).SelectMany(ShapeComments.In)
                .Where(assignment => assignment.Statement.SyntaxTree == root.SyntaxTree && !assignment.HasOther),
        ];
        if (!assignments.Any(assignment => method.Span.Contains(assignment.Statement.Span))) { return; }
        context.RegisterRefactoring(CodeAction.Create("Write the shapes after assignments", async cancellation =>
        {
            SourceText text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
            return document.WithText(text.WithChanges(assignments.Where(a => IsLastOfLine(text, a.Statement)).Select(Change)));
        }, "WriteShapes"));
    }

    private static TextChange Change(ShapeComments.Assignment assignment) => assignment.Comment is { } comment
        ? new TextChange(comment.Trivia.Span, $"// {assignment.Shape}")
        : new TextChange(new TextSpan(assignment.Statement.Span.End, 0), $" // {assignment.Shape}");

    // A comment would swallow what follows it.
    private static bool IsLastOfLine(SourceText text, SyntaxNode statement)
    {
        TextLine line = text.Lines.GetLineFromPosition(statement.Span.End);
        string rest = text.ToString(TextSpan.FromBounds(statement.Span.End, line.End)).Trim();
        return rest == "" || rest.StartsWith("//", StringComparison.Ordinal);
    }
}
