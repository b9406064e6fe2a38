using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Layers;
using ModelGen.Generators.Read;

namespace ModelGen.Generators.Use;

/// <summary>What losses and metrics ask of a model's output.</summary>
/// <param name="Name">What the output is called.</param>
/// <param name="Columns">Values along its last axis: classes, for a cross-entropy.</param>
/// <param name="Rows">How many such rows there are.</param>
/// <param name="Activation">What it ends in.</param>
/// <param name="LastLayer">The layer that gives it, as messages write it: layer 4 (Dense).</param>
/// <param name="Written">The attribute of that layer, where it is known which that is.</param>
internal sealed record OutputFacts(
    string Name, int Columns, int Rows, string Activation, string LastLayer, AttributeSyntax? Written = null)
{
    /// <summary>Whether its values are probabilities that are known as such.</summary>
    public bool IsProbability => Activation is "Softmax" or "Sigmoid";

    /// <summary>All outputs of a model.</summary>
    public static IReadOnlyList<OutputFacts> Of(ShapedModel model, INamedTypeSymbol type, CancellationToken cancellation) =>
        [.. model.Outputs.Select(output => Of(model, output, type, cancellation))];

    /// <summary>The layer's attribute with another activation.</summary>
    public string? With(string activation)
    {
        if (Written is not { } attribute || attribute.ArgumentList is not { Arguments: { Count: > 0 } arguments }) { return null; }
        string text = attribute.ToString();
        if (arguments.FirstOrDefault(IsActivation)?.Expression is not { } expression)
        {
            int last = arguments.Last(argument => argument.NameEquals is null).Span.End - attribute.SpanStart;
            return text.Insert(last, $", Activation.{activation}");
        }

        int start = expression.SpanStart - attribute.SpanStart;
        string spelled = expression is MemberAccessExpressionSyntax access ? $"{access.Expression}.{activation}" : activation;
        return text.Remove(start, expression.Span.Length).Insert(start, spelled);
    }

    /// <summary>The layer's attribute with another number of units.</summary>
    public string? WithUnits(int units)
    {
        if (Written?.ArgumentList?.Arguments.FirstOrDefault() is not { Expression: LiteralExpressionSyntax number } first
            || first.NameEquals is not null || LayerSyntax.NameOf(Written) != "Dense") { return null; }
        int start = number.SpanStart - Written.SpanStart;
        return Written.ToString().Remove(start, number.Span.Length).Insert(start, Text.Plain(units));
    }

    private static bool IsActivation(AttributeArgumentSyntax argument) =>
        argument.NameColon?.Name.Identifier.ValueText is "activation"
        || (argument.NameEquals is null && argument.Expression is
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: var member } && Activations.All.Any(kind => kind.Name == member))
        || (argument.NameEquals is null && argument.Expression is IdentifierNameSyntax { Identifier.ValueText: var name }
            && Activations.All.Any(kind => kind.Name == name));

    private static OutputFacts Of(ShapedModel model, ShapedOutput output, INamedTypeSymbol type, CancellationToken cancellation)
    {
        ShapedLayer layer = model.Layer(output.Layer);
        string activation = layer.Spec.Attribute == "ReLU" ? "ReLU" : layer.Spec.Text("activation", "Linear");
        int columns = layer.Output.Last;
        return new OutputFacts(output.Name, columns, layer.Output.Size / columns, activation,
            $"layer {Text.Plain(layer.Number)} ({LayerCatalog.NameOf(layer.Spec)})",
            model.IsChain ? LastAttribute(type, layer, cancellation) : null);
    }

    private static AttributeSyntax? LastAttribute(INamedTypeSymbol type, ShapedLayer layer, CancellationToken cancellation) =>
        ModelReader.LayerAttributes(type).LastOrDefault(attribute => !AttributeReader.IsOutput(attribute)) is { } last
            && AttributeReader.ShortName(last) == layer.Spec.Attribute
            ? last.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax : null;
}
