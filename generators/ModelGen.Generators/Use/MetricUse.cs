using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generators.Read;

namespace ModelGen.Generators.Use;

/// <summary>A metric as a program says it.</summary>
/// <param name="Class">Its class, or ShapedAccuracy for "accuracy".</param>
/// <param name="Place">Where it is written.</param>
/// <param name="Name">The string that stands for it, or null.</param>
/// <param name="Arguments">The constants that its constructor was given, by their names.</param>
/// <param name="IsComplete">Whether all arguments are constants.</param>
/// <param name="IsText">Whether only a string can stand there, as in an attribute.</param>
internal sealed record MetricUse(
    string Class, SyntaxNode Place, string? Name, IReadOnlyDictionary<string, object> Arguments, bool IsComplete,
    bool IsText = false)
{
    private static readonly Dictionary<string, object> s_none = [];

    /// <summary>What an argument says, or null where that is not known.</summary>
    public static MetricUse? Of(IOperation argument)
    {
        SyntaxNode place = argument.Syntax;
        switch (Follow.Origin(argument))
        {
            case { ConstantValue: { HasValue: true, Value: string name } } when KnownNames.Metrics.ClassOf(name) is { } named:
                return Named(named, place, name);
            case IPropertyReferenceOperation { Property: { IsStatic: true, Name: "Accuracy", ContainingType: { Name: "Metric" } type } }
                when AttributeReader.IsOurs(type):
                return new MetricUse("ShapedAccuracy", place, null, s_none, IsComplete: true);
            case IObjectCreationOperation { Constructor.ContainingType: { ContainingType: { Name: "Metrics" } outer } type } creation
                when AttributeReader.IsOurs(outer):
                IArgumentOperation[] given = [.. creation.Arguments.Where(a => a is { IsImplicit: false, Parameter: not null })];
                return new MetricUse(type.Name, place, null,
                    given.Where(a => Follow.Constant(a.Value) is not null)
                        .ToDictionary(a => a.Parameter!.Name, a => Follow.Constant(a.Value)!),
                    given.All(a => Follow.Constant(a.Value) is not null));
            default: return null;
        }
    }

    /// <summary>One that is called by its name alone.</summary>
    public static MetricUse Named(string type, SyntaxNode place, string name, bool isText = false) =>
        new(type, place, name, s_none, IsComplete: true, isText);

    /// <summary>What messages call it.</summary>
    public string Called => Class == "ShapedAccuracy" ? "accuracy" : Class;

    /// <summary>Another metric, written as this one is.</summary>
    public string Spell(string type, string arguments = "") => Name is not null && arguments == ""
        ? Text.Quote(KnownNames.Metrics.NameOf(type)) : $"new Metrics.{type}({arguments})";
}
