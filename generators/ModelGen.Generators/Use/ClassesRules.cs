using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Layers;
using ModelGen.Generators.Read;

namespace ModelGen.Generators.Use;

/// <summary>[Classes]: the names of classes against one another and against the last layer.</summary>
internal static class ClassesRules
{
    /// <summary>Checks an attribute.</summary>
    public static void Check(AttributeSyntax attribute, UseContext context)
    {
        if (ClassAttribute.Find(attribute, context) is not { Type: var type }
            || attribute.ArgumentList is not { Arguments: { Count: > 0 } arguments }) { return; }
        int? count = arguments[0].Expression is TypeOfExpressionSyntax of ? OfEnum(of, type, context) : OfNames(arguments, type, context);
        if (count is { } classes && context.ModelOf(type) is { } model) { CheckOutput(attribute, classes, model, type, context); }
    }

    private static int? OfEnum(TypeOfExpressionSyntax of, INamedTypeSymbol type, UseContext context)
    {
        ITypeSymbol? given = context.Semantics.GetTypeInfo(of.Type, context.Cancellation).Type;
        if (given is not INamedTypeSymbol { TypeKind: not TypeKind.Error } found) { return null; }
        if (found.TypeKind != TypeKind.Enum)
        {
            Report(of, type, $"takes {found.Name}", "that is no enum", "Give it an enum, or the names themselves", context);
            return null;
        }

        if (ClassesReader.NamesOf(found) is { } names) { return names.Length; }
        string[] values = [.. found.GetMembers().OfType<IFieldSymbol>().Where(field => field.HasConstantValue)
            .Select(field => $"{field.Name} = {field.ConstantValue}")];
        Report(of, type, $"takes {found.Name}", values.Length == 0 ? "that has no members" : $"its members are {Text.List(values)}",
            "Give them the values 0, 1, 2 and so on, in the order of the labels", context);
        return null;
    }

    private static int? OfNames(SeparatedSyntaxList<AttributeArgumentSyntax> arguments, INamedTypeSymbol type, UseContext context)
    {
        var seen = new HashSet<string>();
        foreach (AttributeArgumentSyntax argument in arguments)
        {
            // An array, or something that is no constant: the compiler knows how many.
            if (context.Semantics.GetConstantValue(argument.Expression, context.Cancellation).Value is not string name)
            {
                return ClassesReader.Read(type)?.Names.Count;
            }

            if (name != "" && seen.Add(name)) { continue; }
            Report(argument.Expression, type, name == "" ? "has an empty name" : $"names \"{name}\" twice",
                "each class has a name of its own", "Write another name, or leave it out", context);
            return null;
        }

        return arguments.Count;
    }

    private static void CheckOutput(AttributeSyntax attribute, int classes, ShapedModel model, INamedTypeSymbol type, UseContext context)
    {
        string named = $"names {Classes(classes)}";
        if (model.Outputs.Count > 1)
        {
            Report(attribute, type, named, $"the model has {Text.Plain(model.Outputs.Count)} outputs",
                "Leave it out: it is for models of one output", context);
            return;
        }

        OutputFacts output = OutputFacts.Of(model, type, context.Cancellation)[0];
        if (output.Rows > 1 || output.Columns == 0) { return; }
        int wanted = ClassesSpec.CountOf(new Shape(output.Columns));
        if (classes == wanted) { return; }
        // One of several is a softmax's affair.
        string? units = output.WithUnits(classes)?.Replace("Sigmoid", "Softmax");
        context.Report(RuleIds.ClassNames, attribute,
            [type.Name, named, $"{output.LastLayer} tells {Classes(wanted)} apart",
                units is null ? $"Name {Text.Plain(wanted)}, or change the layer" : $"Name {Text.Plain(wanted)}, or write {units}"],
            output.Written is { } written ? [written.GetLocation()] : [],
            units is null || output.Written is null ? [] : [new Repair($"Write {units}", units, Place: 0, Key: "Units")]);
    }

    private static string Classes(int count) => count == 1 ? "1 class" : $"{Text.Plain(count)} classes";

    private static void Report(SyntaxNode place, INamedTypeSymbol type, string what, string problem, string advice, UseContext context) =>
        context.Report(RuleIds.ClassNames, place, [type.Name, what, problem, advice]);
}
