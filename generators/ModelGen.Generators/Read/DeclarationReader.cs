using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Layers;

namespace ModelGen.Generators.Read;

/// <summary>What the class around the layers must be like.</summary>
internal static class DeclarationReader
{
    private static readonly string[] GeneratedNames =
        ["Summary", "GetSummary", "RunForward", "RunBackward", "RunPrediction", "RunStateUpdate"];

    // Of a model with several inputs or outputs.
    private static readonly string[] NamesOfEnds =
        ["NewPredictor", "NewPredictorPool", "Predictor", "PredictorPool", "ForwardOutputs", "OutputViews"];

    /// <summary>Adds findings; false where the generated half cannot be added at all.</summary>
    public static bool Read(INamedTypeSymbol type, IReadOnlyList<AttributeData> attributes, bool hasSeveralEnds, List<Finding> findings,
        CancellationToken cancellation)
    {
        TypeDeclarationSyntax[] parts = Parts(type, cancellation);
        if (parts.Length == 0) { return false; }
        if (Unusual(type, parts) is { } kind)
        {
            Report(RuleIds.NotAPlainClass, null, type.Name, kind);
            return false;
        }

        if (attributes.Select(a => a.ApplicationSyntaxReference?.GetSyntax(cancellation).FirstAncestorOrSelf<TypeDeclarationSyntax>())
            .Distinct().Count() > 1)
        {
            Report(RuleIds.SpreadDeclaration, null, type.Name);
        }

        int before = findings.Count;
        if (parts.Any(part => !part.Modifiers.Any(SyntaxKind.PartialKeyword))) { Report(RuleIds.NotPartial, null, type.Name); }
        foreach (INamedTypeSymbol container in Identifiers.Outwards(type).Skip(1))
        {
            if (Parts(container, cancellation).Any(part => !part.Modifiers.Any(SyntaxKind.PartialKeyword)))
            {
                Report(RuleIds.ContainerNotPartial, null, type.Name, container.Name);
            }
        }

        if (type.BaseType is { SpecialType: not SpecialType.System_Object } ancestor && ancestor.ToDisplayString() != "ModelGen.Model")
        {
            Report(RuleIds.OtherBaseClass, null, type.Name, ancestor.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
        }

        if (parts.Any(part => part.ParameterList is not null)) { Report(RuleIds.PrimaryConstructor, null, type.Name); }
        string[] names = [.. GeneratedNames, .. hasSeveralEnds ? NamesOfEnds : []];
        foreach (string name in names.Where(name => type.GetMembers(name).Any(IsWritten)))
        {
            Report(RuleIds.GeneratedNameTaken, name, type.Name, $"declares {name}");
        }

        if (names.Contains(type.Name)) { Report(RuleIds.GeneratedNameTaken, null, type.Name, $"is called {type.Name}"); }
        if (type.InstanceConstructors.Any(c => IsWritten(c) && HasGeneratedSignature(c)))
        {
            Report(RuleIds.GeneratedNameTaken, ".ctor", type.Name, $"declares {type.Name}(Device?, int?)");
        }

        if (parts[0].SyntaxTree.Options is CSharpParseOptions { LanguageVersion: var version } && version < LanguageVersion.CSharp12)
        {
            Report(RuleIds.LanguageVersion, null, type.Name, version.ToDisplayString());
        }

        bool canDerive = findings.Count == before;
        ConstructorDeclarationSyntax[] constructors = Constructors(parts);
        for (int i = 0; i < constructors.Length; i++)
        {
            if (DoesNotChain(constructors[i])) { Report(RuleIds.ConstructorDoesNotChain, Text.Plain(i), type.Name); }
        }

        return canDerive;

        void Report(string rule, string? member, params string[] values) =>
            findings.Add(new Finding(rule, -1, member, new EquatableArray<string>(values)));
    }

    /// <summary>The declarations that a person wrote.</summary>
    public static TypeDeclarationSyntax[] Parts(INamedTypeSymbol type, CancellationToken cancellation) =>
        [.. type.DeclaringSyntaxReferences
            .Where(reference => !ModelReader.IsGenerated(reference.SyntaxTree))
            .Select(reference => reference.GetSyntax(cancellation))
            .OfType<TypeDeclarationSyntax>()];

    /// <summary>The constructors that a person wrote, in the order in which findings count them.</summary>
    public static ConstructorDeclarationSyntax[] Constructors(TypeDeclarationSyntax[] parts) =>
        [.. parts.SelectMany(part => part.Members).OfType<ConstructorDeclarationSyntax>()];

    /// <summary>Whether a constructor leaves the generated one out. The half of a partial one that has no body cannot call it.</summary>
    public static bool DoesNotChain(ConstructorDeclarationSyntax constructor) =>
        !constructor.Modifiers.Any(SyntaxKind.StaticKeyword)
            && !(constructor.Modifiers.Any(SyntaxKind.PartialKeyword) && constructor is { Body: null, ExpressionBody: null })
            && constructor.Initializer?.ThisOrBaseKeyword.IsKind(SyntaxKind.ThisKeyword) != true;

    private static bool IsWritten(ISymbol member) =>
        member.DeclaringSyntaxReferences.Any(reference => !ModelReader.IsGenerated(reference.SyntaxTree));

    private static bool HasGeneratedSignature(IMethodSymbol constructor) =>
        constructor.Parameters.Length == 2
        && constructor.Parameters[0].Type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString() == "ModelGen.Device"
        && constructor.Parameters[1].Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } second
        && second.TypeArguments[0].SpecialType == SpecialType.System_Int32;

    private static string? Unusual(INamedTypeSymbol type, TypeDeclarationSyntax[] parts)
    {
        if (type.IsRecord) { return "a record"; }
        if (type.TypeKind != TypeKind.Class) { return type.TypeKind == TypeKind.Interface ? "an interface" : "a struct"; }
        if (type.IsStatic) { return "static"; }
        if (parts.Any(part => part.Modifiers.Any(SyntaxKind.AbstractKeyword))) { return "abstract"; }
        if (type.IsGenericType) { return type.TypeParameters.Length > 0 ? "generic" : "inside a generic type"; }
        return Identifiers.Outwards(type).Any(t => t.IsFileLocal) ? "local to its file" : null;
    }
}
