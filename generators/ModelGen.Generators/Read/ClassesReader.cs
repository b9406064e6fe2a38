using Microsoft.CodeAnalysis;

namespace ModelGen.Generators.Read;

/// <summary>Reads [Classes].</summary>
internal static class ClassesReader
{
    /// <summary>What it says of a class; null where it is not there or is wrong, of which the analyzer speaks.</summary>
    public static ClassesSpec? Read(INamedTypeSymbol type)
    {
        AttributeData? attribute = type.GetAttributes()
            .FirstOrDefault(a => AttributeReader.IsOurs(a) && AttributeReader.ShortName(a) == ClassesSpec.Attribute);
        if (attribute is not { ConstructorArguments: { Length: 1 } arguments }) { return null; }
        TypedConstant argument = arguments[0];
        if (argument.Kind == TypedConstantKind.Array)
        {
            string[] names = argument.IsNull ? [] : [.. argument.Values.Select(value => value.Value as string ?? "")];
            return names.Length == 0 || names.Contains("") || names.Distinct().Count() < names.Length ? null
                : new ClassesSpec(new(names), null, null);
        }

        if (argument.Value is not INamedTypeSymbol { TypeKind: TypeKind.Enum } members) { return null; }
        if (NamesOf(members) is not { } found) { return null; }
        string? accessibility = type.GetMembers("Classify").Any(member => !member.Locations.All(place => place.SourceTree is null)) ? null
            : IsPublic(members) ? "public" : "internal";
        return new ClassesSpec(new(found), members.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), accessibility);
    }

    /// <summary>An enum's members in the order of their values; null where these are not 0, 1, 2 and so on.</summary>
    public static string[]? NamesOf(INamedTypeSymbol type)
    {
        IFieldSymbol[] members = [.. type.GetMembers().OfType<IFieldSymbol>().Where(field => field.HasConstantValue)
            .OrderBy(field => Convert.ToDecimal(field.ConstantValue, System.Globalization.CultureInfo.InvariantCulture))];
        return members.Length > 0 && members.Select((member, i) =>
            Convert.ToDecimal(member.ConstantValue, System.Globalization.CultureInfo.InvariantCulture) == i).All(isRight => isRight)
            ? [.. members.Select(member => member.Name)] : null;
    }

    private static bool IsPublic(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.ContainingType)
        {
            if (type.DeclaredAccessibility != Accessibility.Public) { return false; }
        }

        return true;
    }
}
