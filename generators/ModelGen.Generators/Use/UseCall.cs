using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generators.Read;

namespace ModelGen.Generators.Use;

/// <summary>The call of one of the package's methods.</summary>
internal static class UseCall
{
    /// <summary>The methods that rules are about.</summary>
    public static readonly HashSet<string> Names =
    [
        "Compile", "Fit", "Evaluate", "Predict", "PredictView", "PredictByName", "TrainOnBatch", "Forward", "Backward", "Freeze", "Unfreeze",
        "Outputs", "LoadWeights", "SaveWeights", "InputGradient", "From", "Batches", "WithRandomShift", "CreatePredictorPool",
    ];

    /// <summary>Whether a method is the package's, or one that was generated into a model.</summary>
    public static bool IsOurs(IMethodSymbol method) => AttributeReader.IsOurs(Outermost(method.ContainingType))
        || IsData(method.ContainingType)
        || method.DeclaringSyntaxReferences.Any(reference => ModelReader.IsGenerated(reference.SyntaxTree));

    /// <summary>Checks a call by the rules of its method.</summary>
    public static void Check(IInvocationOperation call, UseContext context)
    {
        RangeRules.Check(call.Arguments, call.TargetMethod.Name, context);
        if (call.Instance?.Type is not INamedTypeSymbol type || context.ModelOf(type) is not { } model) { return; }
        var outputs = new Lazy<IReadOnlyList<OutputFacts>>(() => OutputFacts.Of(model, type, context.Cancellation));
        if (call.TargetMethod.Name == "Compile") { CompileRules.Check(call, outputs.Value, context); }
    }

    /// <summary>What is written for a parameter, or null where its default stands.</summary>
    public static IOperation? Argument(IInvocationOperation call, string name) =>
        call.Arguments.FirstOrDefault(a => a.Parameter?.Name == name && a.ArgumentKind != ArgumentKind.DefaultValue)?.Value;

    private static bool IsData(INamedTypeSymbol type) => type.ContainingNamespace is { Name: "Data", ContainingNamespace: { Name: "ModelGen",
        ContainingNamespace.IsGlobalNamespace: true } };

    private static INamedTypeSymbol Outermost(INamedTypeSymbol type)
    {
        while (type.ContainingType is { } outer) { type = outer; }
        return type;
    }
}
