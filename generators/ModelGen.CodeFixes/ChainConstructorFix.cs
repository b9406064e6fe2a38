using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Layers;

namespace ModelGen.CodeFixes;

/// <summary>Lets a constructor call the generated one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ChainConstructorFix)), Shared]
public sealed class ChainConstructorFix : ModelCodeFix
{
    /// <inheritdoc/>
    private protected override string[] Ids => [RuleIds.ConstructorDoesNotChain];

    /// <inheritdoc/>
    private protected override IEnumerable<Offer> Offers(Place place)
    {
        if (place.Node.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is not { } constructor) { yield break; }
        if (place.Model.GetDeclaredSymbol(constructor) is not { } symbol) { yield break; }
        string? device = Name(symbol.Parameters.FirstOrDefault(IsDevice)), seed = Name(symbol.Parameters.FirstOrDefault(IsSeed));
        string arguments = Ways(device, seed)
            .First(way => !symbol.ContainingType.InstanceConstructors.Any(other => IsWritten(other) && Takes(other, way.Names))).Code;
        yield return new($"Call : this({arguments})", "Chain", edits =>
        {
            if (constructor.Initializer is { } initializer) { edits.Replace(initializer, $": this({arguments})"); }
            else { edits.Insert(constructor.ParameterList.Span.End, $" : this({arguments})"); }
        });
    }

    // From the shortest on. A call that another constructor of the class could take, this one above all, must
    // name more; the last says the types too.
    private static IEnumerable<(string Code, string[] Names)> Ways(string? device, string? seed)
    {
        string[] given = [.. device is null ? [] : (string[])[$"device: {device}"], .. seed is null ? [] : (string[])[$"seed: {seed}"]];
        string[] names = [.. device is null ? [] : (string[])["device"], .. seed is null ? [] : (string[])["seed"]];
        yield return (string.Join(", ", given), names);
        yield return ($"device: {device ?? "null"}, seed: {seed ?? "null"}", ["device", "seed"]);
        yield return ($"device: {device ?? "null"}, seed: (int?){seed ?? "null"}", ["device", "seed", ""]);
    }

    private static bool Takes(IMethodSymbol constructor, string[] names) =>
        names.All(name => constructor.Parameters.Any(p => p.Name == name))
            && constructor.Parameters.All(p => p.IsOptional || p.IsParams || names.Contains(p.Name));

    private static bool IsWritten(IMethodSymbol constructor) =>
        constructor.DeclaringSyntaxReferences.Any(r => r.GetSyntax() is ConstructorDeclarationSyntax
            && !Generators.Read.ModelReader.IsGenerated(r.SyntaxTree));

    private static bool IsDevice(IParameterSymbol parameter) =>
        parameter is { RefKind: RefKind.None or RefKind.In, Type: INamedTypeSymbol { Name: "Device" } type }
            && Generators.Read.AttributeReader.IsOurs(type);

    private static bool IsSeed(IParameterSymbol parameter) =>
        parameter is { Name: "seed", RefKind: RefKind.None or RefKind.In } && parameter.Type switch
    {
        { SpecialType: SpecialType.System_Int32 } => true,
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable =>
            nullable.TypeArguments[0].SpecialType == SpecialType.System_Int32,
        _ => false,
    };

    private static string? Name(IParameterSymbol? parameter) =>
        parameter is null ? null : SyntaxFacts.GetKeywordKind(parameter.Name) == SyntaxKind.None ? parameter.Name : "@" + parameter.Name;
}
