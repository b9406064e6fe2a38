using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators;
using ModelGen.Generators.Read;
using ModelGen.Generators.Specs;

namespace ModelGen.Tests.Contract;

/// <summary>
/// Layers of a value and a number, for which there is no attribute. Stacks write <c>[Rescaling(2 /* number - x */)]</c>: what is compiled
/// is changed after it was read. The number of <c>-x</c> does not count.
/// </summary>
internal static class NumberLayers
{
    /// <summary>A generator that makes such layers of what is written so.</summary>
    public static ModelGenerator Generator() => new(Read, ModelCompiler.Compile);

    /// <summary>The operation that is written in an attribute, or null.</summary>
    public static string? OperationOf(AttributeSyntax attribute) => attribute.DescendantTrivia()
        .Where(trivia => trivia.IsKind(SyntaxKind.MultiLineCommentTrivia))
        .Select(trivia => trivia.ToString()[2..^2].Trim())
        .FirstOrDefault();

    /// <summary>Reads a class with such layers.</summary>
    public static ModelSpec? Read(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (ModelReader.Read(type, cancellation) is not { } model) { return null; }
        IReadOnlyList<AttributeData> attributes = ModelReader.LayerAttributes(type);
        return model with { Nodes = new(model.Nodes.Select(node => node with { Layer = Layer(node.Layer, attributes[node.Attribute]) })) };
    }

    private static LayerSpec Layer(LayerSpec written, AttributeData attribute)
    {
        var syntax = (AttributeSyntax?)attribute.ApplicationSyntaxReference?.GetSyntax();
        if (written.Attribute != "Rescaling" || syntax is null || OperationOf(syntax) is not { } operation) { return written; }
        return new LayerSpec(operation, new(written.Arguments
            .Where(argument => argument.Name == "Name" || (argument.Name == "scale" && operation != "-x"))
            .Select(argument => argument.Name == "scale" ? argument with { Name = "number" } : argument)));
    }
}
