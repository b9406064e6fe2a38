using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Layers;
using ModelGen.Generators.Read;

namespace ModelGen.Generators.Evaluate;

/// <summary>What is wrong with a type's methods before anything is evaluated.</summary>
internal static class MethodFindings
{
    public static IEnumerable<(Finding Finding, Location Place)> Of(INamedTypeSymbol type, CancellationToken cancellation)
    {
        foreach (IMethodSymbol method in type.GetMembers().OfType<IMethodSymbol>())
        {
            AttributeData? layer = method.GetAttributes().FirstOrDefault(AttributeReader.IsLayer);
            if (layer is null || SharedMethodReader.Problem(method) is not { } problem) { continue; }
            Location? place = layer.ApplicationSyntaxReference?.GetSyntax(cancellation) is AttributeSyntax attribute
                ? attribute.Name.GetLocation() : null;
            yield return (New(RuleIds.LayersOnMethod, AttributeReader.ShortName(layer), method.Name, problem),
                place ?? method.Locations[0]);
        }

        if (type.TypeKind != TypeKind.Class) { yield break; }
        IMethodSymbol[] declared = [.. type.GetMembers(ForwardReader.Forward).OfType<IMethodSymbol>().Where(HasInputs)];
        if (ModelReader.ModelAttribute(type) is not { } model)
        {
            if (declared.Length > 0) { yield return (New(RuleIds.NoModel, type.Name), declared[0].Locations[0]); }
            yield break;
        }

        foreach (IMethodSymbol further in declared.Skip(1))
        {
            yield return (New(RuleIds.ForwardSignature, "there is another one before it, and a model has one"), further.Locations[0]);
        }

        bool hasLayers = ModelReader.LayerAttributes(type).Count > 0;
        IMethodSymbol? forward = ForwardReader.Method(type);
        if (!hasLayers && forward is null)
        {
            yield return (New(RuleIds.NoLayersAndNoForward, type.Name),
                model.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation() ?? type.Locations[0]);
        }
        else if (hasLayers && forward is not null && ForwardReader.IsOfTensors(forward))
        {
            yield return (New(RuleIds.LayersAndForward, type.Name), forward.Locations[0]);
        }
    }

    private static bool HasInputs(IMethodSymbol method) => method.Parameters.Any(p => p.GetAttributes().Any(AttributeReader.IsInput));

    private static Finding New(string rule, params string[] values) => new(rule, -1, null, new EquatableArray<string>(values));
}
