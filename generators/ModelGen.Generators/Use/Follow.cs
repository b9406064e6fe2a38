using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ModelGen.Generators.Use;

/// <summary>
/// What a value is known to be: constants, and what a local variable was given where it is given nothing else. No further: what was said
/// about anything else could be wrong.
/// </summary>
internal static class Follow
{
    // A long body is asked about many names.
    private static readonly ConditionalWeakTable<SyntaxNode, ILookup<string, IdentifierNameSyntax>> s_names = new();

    /// <summary>The operation that makes a value, behind conversions, brackets and variables that are set once.</summary>
    public static IOperation Origin(IOperation operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation conversion: operation = conversion.Operand; break;
                case IParenthesizedOperation inside: operation = inside.Operand; break;
                case ILocalReferenceOperation reference when SetOnce(reference) is { } value: operation = value; break;
                default: return operation;
            }
        }
    }

    /// <summary>A constant's value, or null.</summary>
    public static object? Constant(IOperation? operation) => operation is null ? null
        : operation.ConstantValue is { HasValue: true, Value: { } value } ? value
        : Origin(operation).ConstantValue is { HasValue: true, Value: { } origin } ? origin : null;

    /// <summary>A constant number, or null.</summary>
    public static double? Number(IOperation? operation) => Constant(operation) switch
    {
        double number => number,
        float number => number,
        int number => number,
        long number => number,
        _ => null,
    };

    /// <summary>How many elements an array or a span that is made here has, or null where that cannot be said.</summary>
    public static long? Length(IOperation? operation)
    {
        if (operation is null) { return null; }
        return Origin(operation) switch
        {
            IArrayCreationOperation { DimensionSizes.Length: 1 } array when Number(array.DimensionSizes[0]) is { } length =>
                array.Initializer is { } initializer ? initializer.ElementValues.Length : (long)length,
            ICollectionExpressionOperation collection when collection.Elements.All(element => element is not ISpreadOperation) =>
                collection.Elements.Length,
            IInvocationOperation { TargetMethod: { Name: "AsSpan" or "AsMemory", Parameters.Length: <= 1 } } call
                when call.Arguments.Length == 1 => Length(call.Arguments[0].Value),
            _ => null,
        };
    }

    /// <summary>The elements of an array that is written here, or none.</summary>
    public static IReadOnlyList<IOperation> Elements(IOperation? operation) => operation is null ? [] : Origin(operation) switch
    {
        IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues,
        ICollectionExpressionOperation collection => collection.Elements,
        _ => [],
    };

    /// <summary>The declaration of a variable that is never given anything but what stands in it, or null.</summary>
    public static VariableDeclaratorSyntax? Declaration(ILocalSymbol local) =>
        local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is VariableDeclaratorSyntax { Initializer: not null } declarator
            && !IsSetAgain(local.Name, declarator) ? declarator : null;

    /// <summary>What a variable can be seen in: its member's body. Of top-level statements each is a member of its own, and all are seen.
    /// </summary>
    public static SyntaxNode Body(SyntaxNode place) => place.FirstAncestorOrSelf<MemberDeclarationSyntax>() switch
    {
        GlobalStatementSyntax { Parent: { } program } => program,
        { } member => member,
        null => place.SyntaxTree.GetRoot(),
    };

    /// <summary>All places in a body where a name is written, in their order.</summary>
    public static IEnumerable<IdentifierNameSyntax> Named(SyntaxNode body, string name) => s_names.GetValue(body, static body =>
        body.DescendantNodes().OfType<IdentifierNameSyntax>().ToLookup(found => found.Identifier.ValueText))[name];

    /// <summary>Whether a variable is given something where it is not declared.</summary>
    public static bool IsSetAgain(string name, SyntaxNode declaration) =>
        Named(Body(declaration), name).Any(found => !declaration.Span.Contains(found.Span) && found.Parent switch
            {
                AssignmentExpressionSyntax assignment => assignment.Left == found,
                PrefixUnaryExpressionSyntax prefix => prefix.IsKind(SyntaxKind.PreIncrementExpression)
                    || prefix.IsKind(SyntaxKind.PreDecrementExpression) || prefix.IsKind(SyntaxKind.AddressOfExpression),
                PostfixUnaryExpressionSyntax postfix => postfix.IsKind(SyntaxKind.PostIncrementExpression)
                    || postfix.IsKind(SyntaxKind.PostDecrementExpression),
                ArgumentSyntax argument => !argument.RefKindKeyword.IsKind(SyntaxKind.None)
                    || argument.Parent is TupleExpressionSyntax { Parent: AssignmentExpressionSyntax { Left: TupleExpressionSyntax } },
                RefExpressionSyntax => true,
                _ => false,
            });

    private static IOperation? SetOnce(ILocalReferenceOperation reference) =>
        Declaration(reference.Local) is { } declarator && reference.SemanticModel is { } model
            && declarator.SyntaxTree == model.SyntaxTree ? model.GetOperation(declarator.Initializer!.Value) : null;
}
