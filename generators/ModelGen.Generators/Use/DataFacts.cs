using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ModelGen.Generators.Use;

/// <summary>What is known of a data set before the program runs.</summary>
/// <param name="Name">What messages call it.</param>
/// <param name="Sample">The shape of a sample, or null.</param>
/// <param name="Classes">How many classes its labels have, or null.</param>
/// <param name="Labels">What its labels were made from, or null.</param>
internal sealed record DataFacts(string Name, Shape? Sample, int? Classes, IOperation? Labels)
{
    private static readonly Dictionary<string, (Shape Sample, int Classes)> s_known = new()
    {
        ["Mnist"] = (new Shape(28, 28, 1), 10),
        ["SyntheticDigits"] = (new Shape(28, 28, 1), 10),
        ["FashionMnist"] = (new Shape(28, 28, 1), 10),
        ["Cifar10"] = (new Shape(32, 32, 3), 10),
    };

    /// <summary>What is known of a value, or null.</summary>
    public static DataFacts? Of(IOperation? value)
    {
        if (value is null) { return null; }
        switch (Follow.Origin(value))
        {
            case IInvocationOperation call when UseCall.IsOurs(call.TargetMethod):
                return s_known.TryGetValue(call.TargetMethod.ContainingType.Name, out var known)
                        ? new DataFacts(call.TargetMethod.ContainingType.Name, known.Sample, known.Classes, null)
                    : call.TargetMethod is { Name: "From", IsStatic: true } ? From(call)
                    : call.TargetMethod.ReturnType.Name == "Dataset" ? Of(call.Instance) : null;
            case IFieldReferenceOperation { Instance: { } tuple, Field.ContainingType.IsTupleType: true }: return Of(tuple);
            case ILocalReferenceOperation local: return Deconstructed(local);
            default: return null;
        }
    }

    private static DataFacts From(IInvocationOperation call)
    {
        IReadOnlyList<IOperation> sizes = Follow.Elements(UseCall.Argument(call, "sampleShape") ?? Implied(call, "sampleShape"));
        int[] shape = [.. sizes.Select(size => Follow.Constant(size) as int? ?? 0)];
        return new DataFacts("the data set", shape.Length > 0 && shape.All(size => size > 0) ? new Shape(shape) : null, null,
            UseCall.Argument(call, "labels"));
    }

    private static IOperation? Implied(IInvocationOperation call, string name) =>
        call.Arguments.FirstOrDefault(a => a.Parameter?.Name == name && a.ArgumentKind == ArgumentKind.ParamArray)?.Value;

    // var (train, test) = Mnist.Load();
    private static DataFacts? Deconstructed(ILocalReferenceOperation local) =>
        local.Local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is SingleVariableDesignationSyntax designation
            && designation.FirstAncestorOrSelf<AssignmentExpressionSyntax>() is { } assignment && local.SemanticModel is { } model
            && assignment.SyntaxTree == model.SyntaxTree && !Follow.IsSetAgain(local.Local.Name, assignment)
            ? Of(model.GetOperation(assignment.Right)) : null;
}
