using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Layers;

namespace ModelGen.Generators.Read;

/// <summary>From one attribute to a <see cref="LayerSpec"/>.</summary>
internal static class AttributeReader
{
    /// <summary>The attribute's name without its suffix.</summary>
    public static string ShortName(AttributeData attribute) => LayerSyntax.WithoutSuffix(attribute.AttributeClass?.Name ?? "");

    /// <summary>Whether the attribute is one of the package's.</summary>
    public static bool IsOurs(AttributeData attribute) => attribute.AttributeClass is { } type && IsOurs(type);

    /// <summary>Whether the type is one of the package's.</summary>
    public static bool IsOurs(INamedTypeSymbol type) => type.ContainingType is null
        && type.ContainingNamespace is { Name: LayerCatalog.Namespace, ContainingNamespace.IsGlobalNamespace: true };

    /// <summary>Whether a type is the package's Tensor.</summary>
    public static bool IsTensor(ITypeSymbol? type) => type is INamedTypeSymbol { Name: "Tensor", IsGenericType: false } named
        && IsOurs(named);

    /// <summary>
    /// Whether the attribute declares a layer, or the input, whose classes derive from LayerAttribute, or says what reads what.
    /// </summary>
    public static bool IsLayer(AttributeData attribute)
    {
        if (IsOurs(attribute) && GraphAttributes.Contains(ShortName(attribute))) { return true; }
        for (INamedTypeSymbol? type = IsUnresolved(attribute) ? null : attribute.AttributeClass; type is not null; type = type.BaseType)
        {
            if (type.Name == "LayerAttribute" && IsOurs(type)) { return true; }
        }

        return false;
    }

    /// <summary>Whether the attribute is [Input].</summary>
    public static bool IsInput(AttributeData attribute) => IsOurs(attribute) && ShortName(attribute) == "Input";

    /// <summary>Whether the attribute gives an output out.</summary>
    public static bool IsOutput(AttributeData attribute) => IsOurs(attribute) && ShortName(attribute) == GraphAttributes.Output;

    /// <summary>Whether the compiler finds no class for the attribute.</summary>
    public static bool IsUnresolved(AttributeData attribute) => attribute.AttributeClass is null or { TypeKind: TypeKind.Error };

    /// <summary>
    /// Whether people would take the attribute for a layer: another one has a layer's name, or none has the name of one of Keras's.
    /// </summary>
    public static bool LooksLikeLayer(AttributeData attribute) => IsUnresolved(attribute)
        ? KerasLayers.Instead(ShortName(attribute)) is not null
        : LayerCatalog.Contains(ShortName(attribute)) && !GraphAttributes.Contains(ShortName(attribute));

    /// <summary>What is wrong with a layer of which the generator knows nothing, or null.</summary>
    public static Finding? Unknown(AttributeData attribute, int index)
    {
        string name = ShortName(attribute);
        if (IsOurs(attribute) && LayerCatalog.Contains(name)) { return null; }
        string? instead = KerasLayers.Instead(name);
        if (IsUnresolved(attribute)) { return new Finding(RuleIds.LayerNotYet, index, null, new EquatableArray<string>(name, instead!)); }

        string type = attribute.AttributeClass!.ToDisplayString();
        return new Finding(RuleIds.UnknownLayer, index, null, new EquatableArray<string>(
            name,
            IsLayer(attribute)
                ? $"{type} derives from LayerAttribute, but the generator has no such layer" : $"here it is {type}, which is no layer",
            LayerCatalog.Contains(name) ? $"Write [{LayerCatalog.Namespace}.{name}]"
                : instead is not null ? $"Keras has one, which is not there yet. {instead}"
                : "Layers come with the package. Build the model from those"));
    }

    /// <summary>Whether the compiler understood the attribute; if not, it reports it itself.</summary>
    public static bool IsComplete(AttributeData attribute, CancellationToken cancellation) =>
        attribute.AttributeConstructor is { } constructor
        && attribute.ConstructorArguments.Length == constructor.Parameters.Length
        && attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(a => a.Value)).All(IsComplete)
        && NamesAreUnderstood(attribute, cancellation);

    public static LayerSpec Read(AttributeData attribute)
    {
        var arguments = new List<Argument>();
        if (attribute.AttributeConstructor is { } constructor && attribute.ConstructorArguments.Length == constructor.Parameters.Length)
        {
            for (int i = 0; i < attribute.ConstructorArguments.Length; i++)
            {
                arguments.Add(new Argument(constructor.Parameters[i].Name, Value(attribute.ConstructorArguments[i])));
            }
        }

        // Name = null says nothing.
        arguments.AddRange(attribute.NamedArguments.Where(a => !a.Value.IsNull).Select(a => new Argument(a.Key, Value(a.Value))));
        return new LayerSpec(ShortName(attribute), new EquatableArray<Argument>(arguments));
    }

    // Beside a property that does not exist, or is set twice, the compiler hands over arguments in written order, whatever they are called.
    private static bool NamesAreUnderstood(AttributeData attribute, CancellationToken cancellation)
    {
        if (attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) is not AttributeSyntax { ArgumentList.Arguments: var written })
        {
            return true;
        }
        string[] names = [.. written.Select(a => a.NameEquals?.Name.Identifier.ValueText).OfType<string>()];
        return names.Distinct().Count() == names.Length && names.All(name => attribute.NamedArguments.Any(a => a.Key == name));
    }

    private static bool IsComplete(TypedConstant constant) => constant.Kind switch
    {
        TypedConstantKind.Error => false,
        TypedConstantKind.Array => constant.Values.IsDefault || constant.Values.All(IsComplete),
        _ => true,
    };

    private static object? Value(TypedConstant constant) => constant.Kind switch
    {
        TypedConstantKind.Array when constant.Type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_String } =>
            new EquatableArray<string>(constant.IsNull ? [] : constant.Values.Select(v => v.Value as string ?? "")),
        TypedConstantKind.Array when !constant.IsNull =>
            new EquatableArray<int>(constant.Values.Select(v => v.Value is int number ? number : 0)),
        TypedConstantKind.Array => new EquatableArray<int>(),
        TypedConstantKind.Enum => MemberName(constant),
        _ => constant.Value,
    };

    // The member's name, or the number where the enum has no such member.
    private static string MemberName(TypedConstant constant) =>
        constant.Type!.GetMembers().OfType<IFieldSymbol>()
            .FirstOrDefault(f => f.HasConstantValue && Equals(f.ConstantValue, constant.Value))?.Name
        ?? Convert.ToString(constant.Value, System.Globalization.CultureInfo.InvariantCulture)!;
}
