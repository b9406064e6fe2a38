using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Layers;
using ModelGen.Generators.Read;

namespace ModelGen.Generators.Use;

/// <summary>Calls of layers of which the compiler makes nothing: the same as <see cref="AttributeRules"/> in a method.</summary>
internal static class TensorRules
{
    public static void Check(InvocationExpressionSyntax call, MemberAccessExpressionSyntax access, UseContext context)
    {
        if (!AttributeReader.IsTensor(context.Semantics.GetTypeInfo(access.Expression, context.Cancellation).Type)) { return; }
        SymbolInfo found = context.Semantics.GetSymbolInfo(call, context.Cancellation);
        string name = access.Name.Identifier.ValueText;
        if (found.Symbol is not null) { return; }
        if (LayerWords.NearLayer(name) is { } near)
        {
            if (!found.CandidateSymbols.IsEmpty) { return; } // a method of the user's
            context.Report(RuleIds.MisspeltLayer, access.Name, [name, $"Write {near}"], repairs: [new($"Write {near}", near)],
                isCode: true);
            return;
        }

        IParameterSymbol[] parameters = [.. found.CandidateSymbols.OfType<IMethodSymbol>()
            .Where(method => AttributeReader.IsTensor(method.ContainingType)).SelectMany(method => method.Parameters)];
        if (parameters.Length == 0) { return; }
        string[] names = [.. parameters.Select(parameter => parameter.Name).Distinct()];
        INamedTypeSymbol[] enums = [.. parameters.Select(parameter => parameter.Type).OfType<INamedTypeSymbol>()
            .Where(type => type.TypeKind == TypeKind.Enum).Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default)];
        foreach (ArgumentSyntax argument in call.ArgumentList.Arguments)
        {
            CheckArgument(argument, name, names, enums, parameters, context);
        }
    }

    private static void CheckArgument(ArgumentSyntax argument, string layer, string[] names, INamedTypeSymbol[] enums,
        IParameterSymbol[] parameters, UseContext context)
    {
        string? name = argument.NameColon?.Name.Identifier.ValueText;
        string? known = name is null ? null : names.Contains(name) ? name : LayerWords.NearArgument(name, names);
        if (name is not null && known is null)
        {
            context.Report(RuleIds.UnknownArgument, argument.NameColon!.Name,
                [layer, $"it has no argument {name}", $"It has {Text.List(names)}"], isCode: true);
            return;
        }

        string code = argument.Expression.ToString(), what = $"it has no argument {name}";
        if (argument.Expression is TupleExpressionSyntax tuple)
        {
            (code, what) = (string.Join(", ", tuple.Arguments.Select(part => part.Expression)), "its sizes are numbers, one by one");
        }
        else if (AttributeRules.Word(argument.Expression, context) is { } word)
        {
            IEnumerable<INamedTypeSymbol> candidates = known is null ? enums
                : enums.Where(type => parameters.Any(p => p.Name == known && p.Type.Name == type.Name));
            (INamedTypeSymbol Type, string? Member) member = candidates.Select(type => (type, AttributeRules.MemberOf(word, type)))
                .FirstOrDefault(found => found.Item2 is not null);
            if (member.Member is null) { return; }
            code = $"{member.Type.Name}.{member.Member}";
            if (known == name) { what = $"{argument.Expression} is no {member.Type.Name}"; }
            // By position only the activation comes.
            if (known is null && member.Type.Name != "Activation") { known = parameters.First(p => p.Type.Name == member.Type.Name).Name; }
        }

        string instead = known is null ? code : $"{known}: {code}";
        if (instead == argument.ToString()) { return; }
        context.Report(RuleIds.UnknownArgument, argument, [layer, what, $"Write {instead}"],
            repairs: [new Repair($"Write {instead}", instead)], isCode: true);
    }
}
