using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Read;

namespace ModelGen.Generators.Use;

/// <summary>One of the package's attributes on a class.</summary>
/// <param name="Type">The class.</param>
/// <param name="Arguments">Its arguments, by the names of properties.</param>
internal sealed record ClassAttribute(INamedTypeSymbol Type, IReadOnlyList<(string Name, AttributeArgumentSyntax Written)> Arguments)
{
    /// <summary>What is written; null where it is another's attribute, or on something else.</summary>
    public static ClassAttribute? Find(AttributeSyntax attribute, UseContext context)
    {
        if (context.Semantics.GetTypeInfo(attribute, context.Cancellation).Type is not INamedTypeSymbol found
            || !AttributeReader.IsOurs(found) || attribute.Parent?.Parent is not TypeDeclarationSyntax declaration
            || context.Semantics.GetDeclaredSymbol(declaration, context.Cancellation) is not INamedTypeSymbol type) { return null; }
        return new ClassAttribute(type,
        [
            .. (attribute.ArgumentList?.Arguments ?? default).Where(argument => argument.NameEquals is not null)
                .Select(argument => (argument.NameEquals!.Name.Identifier.ValueText, argument)),
        ]);
    }

    /// <summary>What is written for a property, or null.</summary>
    public AttributeArgumentSyntax? this[string name] => Arguments.FirstOrDefault(argument => argument.Name == name).Written;
}
