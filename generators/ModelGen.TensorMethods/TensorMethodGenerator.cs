using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModelGen.TensorMethods;

/// <summary>
/// A layer is declared once, as an attribute. This writes the same layer as a method of <c>Tensor</c>, with the attribute's documentation:
/// constructor parameters first, then its properties as optional parameters.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class TensorMethodGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(
        context.SyntaxProvider.CreateSyntaxProvider(static (node, _) => IsAttribute(node), static (context, cancellation) =>
            context.SemanticModel.GetDeclaredSymbol(context.Node, cancellation) is INamedTypeSymbol type && LayerAttribute.IsLayer(type)
                ? new MethodFile(LayerAttribute.NameOf(type), MethodWriter.Write(new LayerAttribute(type))) : null),
        static (output, file) =>
        {
            if (file is not null) { output.AddSource($"Tensor.{file.Name}.g.cs", file.Text); }
        });

    private static bool IsAttribute(SyntaxNode node) => node is ClassDeclarationSyntax { BaseList: not null } type
        && type.Identifier.ValueText.EndsWith(LayerAttribute.Suffix, StringComparison.Ordinal);

    private sealed record MethodFile(string Name, string Text);
}
