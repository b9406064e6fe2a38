using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generators.Layers;
using ModelGen.Generators.Read;

namespace ModelGen.Generators.Use;

/// <summary>The call of one of the package's methods.</summary>
internal static class UseCall
{
    /// <summary>The methods that rules are about.</summary>
    public static readonly HashSet<string> Names =
    [
        "Compile", "Fit", "Evaluate", "Predict", "PredictView", "PredictByName", "TrainOnBatch", "Forward", "Backward", "Freeze",
        "Unfreeze", "Outputs", "LoadWeights", "SaveWeights", "SaveCheckpoint", "CopyWeightsFrom", "InputGradient", "From", "Batches",
        "WithRandomShift", "CreatePredictorPool",
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
        switch (call.TargetMethod.Name)
        {
            case "Compile": CompileRules.Check(call, outputs.Value, context); break;
            case "Fit" or "Evaluate" or "Predict" or "PredictView" or "Forward" or "TrainOnBatch" or "Backward" or "InputGradient":
                DataRules.Check(call, model, outputs.Value, context);
                break;
        }

        if (call.TargetMethod.Name == "Fit") { FitRules.Check(call, outputs.Value, context); }
        ParameterRules.Check(call, model, context);
        OrderRules.Check(call, context);
    }

    /// <summary>The only call that compiles a model of a variable; null where it is not known which one does.</summary>
    public static IInvocationOperation? CompileOf(IInvocationOperation call)
    {
        if (call.Instance is not ILocalReferenceOperation { Local: var local, SemanticModel: { } semantics }) { return null; }
        InvocationExpressionSyntax[] found = [.. Follow.Named(Follow.Body(call.Syntax), local.Name)
            .Where(name => name.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Compile" } access
                && access.Expression == name)
            .Select(name => name.Parent!.Parent).OfType<InvocationExpressionSyntax>()];
        return found.Length == 1 ? semantics.GetOperation(found[0]) as IInvocationOperation : null;
    }

    /// <summary>The loss that a call works with, by its own argument or as the model was compiled; null where that is not known.</summary>
    public static LossUse? LossOf(IInvocationOperation call) => Argument(call, "loss") is { } own ? LossUse.Of(own)
        : CompileOf(call) is { } compile ? LossUse.Of(Argument(compile, "loss")) : null;

    /// <summary>What is written for a parameter, or null where its default stands.</summary>
    public static IOperation? Argument(IInvocationOperation call, string name) =>
        call.Arguments.FirstOrDefault(a => a.Parameter?.Name == name && a.ArgumentKind != ArgumentKind.DefaultValue)?.Value;

    private static bool IsData(INamedTypeSymbol type) => type.ContainingNamespace is
        { Name: "Data", ContainingNamespace: { Name: LayerCatalog.Namespace, ContainingNamespace.IsGlobalNamespace: true } };

    private static INamedTypeSymbol Outermost(INamedTypeSymbol type)
    {
        while (type.ContainingType is { } outer) { type = outer; }
        return type;
    }
}
