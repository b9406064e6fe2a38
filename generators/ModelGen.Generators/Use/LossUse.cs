using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generators.Read;

namespace ModelGen.Generators.Use;

/// <summary>A loss as a program says it.</summary>
/// <param name="Class">Its class, or ShapeCrossentropy for what shapes choose.</param>
/// <param name="FromLogits">Whether it is told to take logits.</param>
/// <param name="Place">Where it is written.</param>
/// <param name="Name">The string that stands for it, or null.</param>
/// <param name="IsText">Whether only a string can stand there, as in an attribute.</param>
internal sealed record LossUse(string Class, bool FromLogits, SyntaxNode Place, string? Name, bool IsText = false)
{
    /// <summary>What an argument says, or null where that is not known.</summary>
    public static LossUse? Of(IOperation? argument)
    {
        if (argument is null) { return null; }
        SyntaxNode place = argument.Syntax;
        switch (Follow.Origin(argument))
        {
            case { ConstantValue: { HasValue: true, Value: string name } } when KnownNames.Losses.ClassOf(name) is { } named:
                return new LossUse(named, false, place, name);
            case IPropertyReferenceOperation { Property: { IsStatic: true, ContainingType: { Name: "Loss" } type } property }
                when AttributeReader.IsOurs(type):
                return new LossUse(property.Name, false, place, null);
            case IObjectCreationOperation { Constructor.ContainingType: { } type } creation
                when AttributeReader.IsOurs(type) && KnownNames.Losses.Classes.Contains(type.Name):
                IOperation? logits = creation.Arguments.FirstOrDefault(a => a.Parameter?.Name == "fromLogits")?.Value;
                return logits is not null && Follow.Constant(logits) is not bool ? null
                    : new LossUse(type.Name, Follow.Constant(logits) is true, place, null);
            default: return null;
        }
    }

    /// <summary>What it is for such an output.</summary>
    public string ClassFor(OutputFacts output) =>
        Class != "ShapeCrossentropy" ? Class : output.Columns == 1 ? "BinaryCrossentropy" : "CategoricalCrossentropy";

    /// <summary>Another loss, written as this one is.</summary>
    public string Spell(string type, bool fromLogits = false) => fromLogits ? $"new {type}(fromLogits: true)"
        : Name is null ? $"Loss.{type}" : Text.Quote(KnownNames.Losses.NameOf(type));
}
