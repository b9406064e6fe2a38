using Microsoft.CodeAnalysis;

namespace ModelGen.Generators.Evaluate;

/// <summary>What came of a Forward method.</summary>
/// <param name="Model">The model, as far as it came.</param>
/// <param name="Sites">The places that its findings name by their index.</param>
/// <param name="Calls">How often each method was called.</param>
/// <param name="Assignments">The assignments of tensors with the shapes that were assigned.</param>
/// <param name="Trees">The trees whose methods were evaluated.</param>
internal sealed record Evaluation(
    ModelSpec Model, IReadOnlyList<Site> Sites, Func<IMethodSymbol, int> Calls, IReadOnlyDictionary<SyntaxNode, Shape[]> Assignments,
    IReadOnlyCollection<SyntaxTree> Trees)
{
    /// <summary>A model that attributes declare, which is remembered as one that a method declares.</summary>
    public static Evaluation OfAttributes(ModelSpec model, INamedTypeSymbol type) => new(model, [], static _ => 0,
        new Dictionary<SyntaxNode, Shape[]>(), [.. type.DeclaringSyntaxReferences.Select(part => part.SyntaxTree)]);

    /// <summary>"In Basic, call 7 of 9, filters = 32: ", or nothing.</summary>
    public static string Where(CallPlace? call, Func<IMethodSymbol, int> calls)
    {
        if (call is null) { return ""; }
        int count = calls(call.Method);
        string number = count > 1 ? $", call {Text.Plain(call.Number)} of {Text.Plain(count)}" : "";
        return $"In {call.Method.Name}{number}{string.Concat(call.Arguments.Select(argument => ", " + argument))}: ";
    }
}
