using Microsoft.CodeAnalysis;

namespace ModelGen.Generators.Read;

/// <summary>From one attribute to a <see cref="LayerSpec"/>.</summary>
internal static class AttributeReader
{
    private const string Suffix = "Attribute";

    /// <summary>The attribute's name without its suffix.</summary>
    public static string ShortName(AttributeData attribute)
    {
        string name = attribute.AttributeClass!.Name;
        return name.EndsWith(Suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - Suffix.Length) : name;
    }

    /// <summary>Whether the compiler understood the attribute; if not, it reports it itself.</summary>
    public static bool IsComplete(AttributeData attribute) =>
        attribute.AttributeConstructor is not null
        && attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(a => a.Value)).All(IsComplete);

    public static LayerSpec Read(AttributeData attribute)
    {
        var arguments = new List<Argument>();
        if (attribute.AttributeConstructor is { } constructor)
        {
            for (int i = 0; i < attribute.ConstructorArguments.Length; i++)
            {
                arguments.Add(new Argument(constructor.Parameters[i].Name, Value(attribute.ConstructorArguments[i])));
            }
        }

        arguments.AddRange(attribute.NamedArguments.Select(a => new Argument(a.Key, Value(a.Value))));
        return new LayerSpec(ShortName(attribute), new EquatableArray<Argument>(arguments));
    }

    private static bool IsComplete(TypedConstant constant) => constant.Kind switch
    {
        TypedConstantKind.Error => false,
        TypedConstantKind.Array => constant.Values.IsDefault || constant.Values.All(IsComplete),
        _ => true,
    };

    private static object? Value(TypedConstant constant) => constant.Kind switch
    {
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
