using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModelGen.Generators.Evaluate;

/// <summary>The shapes of assigned tensors, and comments that tell them: <c>Tensor x = image.Conv2D(8, 5); // 24 x 24 x 8</c></summary>
internal static class ShapeComments
{
    private const int Most = 4;
    private static readonly Regex s_shape = new(@"^//\s*(\d+( x \d+)*(, \d+( x \d+)*)*)\s*$", RegexOptions.Compiled);

    /// <summary>An assignment of a tensor.</summary>
    /// <param name="Target">What is assigned to.</param>
    /// <param name="Statement">The statement after which a comment stands, or would.</param>
    /// <param name="Shape">The shapes that it has been given, 24 x 24 x 8; several are parted by commas.</param>
    internal sealed record Assignment(SyntaxNode Target, SyntaxNode Statement, string Shape)
    {
        /// <summary>A comment that tells a shape, with what it says.</summary>
        public (SyntaxTrivia Trivia, string Shape)? Comment => Last.TrailingTrivia
            .Where(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia))
            .Select(trivia => (trivia, match: s_shape.Match(trivia.ToString()))).Where(found => found.match.Success)
            .Select(found => ((SyntaxTrivia, string)?)(found.trivia, found.match.Groups[1].Value)).FirstOrDefault();

        /// <summary>Whether another comment stands there.</summary>
        public bool HasOther => Comment is null && Last.TrailingTrivia.Any(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia));

        private SyntaxToken Last => Statement.GetLastToken();
    }

    /// <summary>The assignments of one evaluation whose shapes are known, and not too many.</summary>
    public static IEnumerable<Assignment> In(Evaluation evaluation)
    {
        foreach (KeyValuePair<SyntaxNode, Shape[]> assignment in evaluation.Assignments)
        {
            if (!assignment.Value.All(shape => shape.IsKnown) || assignment.Value.Length > Most) { continue; }
            SyntaxNode? statement = assignment.Key.FirstAncestorOrSelf<StatementSyntax>();
            string shapes = string.Join(", ", assignment.Value
                .Select(shape => string.Join(" x ", shape.Dimensions.Select(n => Text.Plain(n)))));
            if (statement is ExpressionStatementSyntax or LocalDeclarationStatementSyntax)
            {
                yield return new(TargetOf(assignment.Key), statement, shapes);
            }
        }
    }

    private static SyntaxNode TargetOf(SyntaxNode assignment) => assignment is AssignmentExpressionSyntax { Left: var left } ? left
        : assignment;
}
