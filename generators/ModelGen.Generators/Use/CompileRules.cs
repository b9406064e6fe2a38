using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ModelGen.Generators.Use;

/// <summary>What a model is compiled with.</summary>
internal static class CompileRules
{
    public static void Check(IInvocationOperation call, IReadOnlyList<OutputFacts> outputs, UseContext context)
    {
        CheckConstants(call, context);
        CheckOutputNames(call, outputs, context);
        LossUse? loss = LossUse.Of(UseCall.Argument(call, "loss"));
        foreach (OutputFacts output in outputs)
        {
            if (loss is not null) { LossRules.Check(loss, output, context); }
        }

        foreach ((IOperation key, IOperation argument) in ByOutput(call, "losses"))
        {
            if (OutputOf(key, outputs) is { } output && LossUse.Of(argument) is { } one) { LossRules.Check(one, output, context); }
        }

        foreach (string parameter in (string[])["metrics", "weightedMetrics", "more"])
        {
            foreach (IOperation metric in Metrics(UseCall.Argument(call, parameter)))
            {
                if (outputs.Count == 1 && MetricUse.Of(metric) is { } found) { MetricRules.Check(found, loss, outputs[0], context); }
            }

            foreach ((IOperation key, IOperation argument) in ByOutput(call, parameter))
            {
                if (OutputOf(key, outputs) is not { } output) { continue; }
                foreach (IOperation metric in Metrics(argument))
                {
                    if (MetricUse.Of(metric) is { } found) { MetricRules.Check(found, loss, output, context); }
                }
            }
        }
    }

    // Strings that are not written here but known: those that are written are looked at where they stand.
    private static void CheckConstants(IInvocationOperation call, UseContext context)
    {
        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (argument.Value is IConversionOperation { OperatorMethod: not null, Operand: var operand, Type: INamedTypeSymbol type }
                && operand.Syntax is not LiteralExpressionSyntax && Follow.Constant(operand) is string name)
            {
                NameRules.Check(operand.Syntax, name, type, context, Follow.Origin(operand).Syntax as LiteralExpressionSyntax);
            }
        }
    }

    // One by one, or in a list.
    private static IEnumerable<IOperation> Metrics(IOperation? argument)
    {
        if (argument is null) { return []; }
        IReadOnlyList<IOperation> elements = Follow.Elements(argument);
        return elements.Count > 0 ? elements : [argument];
    }

    private static void CheckOutputNames(IInvocationOperation call, IReadOnlyList<OutputFacts> outputs, UseContext context)
    {
        foreach (string parameter in (string[])["losses", "metrics", "weightedMetrics", "lossWeights"])
        {
            foreach ((IOperation key, _) in ByOutput(call, parameter))
            {
                if (Follow.Constant(key) is string name) { OutputNameRules.Check(key.Syntax, name, outputs, context); }
            }
        }
    }

    // new() { ["digit"] = ... }: the keys and what they are given.
    private static IEnumerable<(IOperation Key, IOperation Value)> ByOutput(IInvocationOperation call, string parameter)
    {
        if (UseCall.Argument(call, parameter) is not { } argument
            || Follow.Origin(argument) is not IObjectCreationOperation { Initializer: { } initializer }) { yield break; }
        foreach (ISimpleAssignmentOperation assignment in initializer.Initializers.OfType<ISimpleAssignmentOperation>())
        {
            if (assignment.Target is IPropertyReferenceOperation { Arguments: { Length: 1 } key })
            {
                yield return (key[0].Value, assignment.Value);
            }
        }
    }

    private static OutputFacts? OutputOf(IOperation key, IReadOnlyList<OutputFacts> outputs) =>
        Follow.Constant(key) is string name ? outputs.FirstOrDefault(output => output.Name == name) : null;
}
