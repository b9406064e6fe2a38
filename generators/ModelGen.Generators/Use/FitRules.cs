using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generators.Layers;

namespace ModelGen.Generators.Use;

/// <summary>What a training is asked for: epochs, validation, callbacks, weights of classes.</summary>
internal static class FitRules
{
    private const string Validation = "val_";

    public static void Check(IInvocationOperation call, IReadOnlyList<OutputFacts> outputs, UseContext context)
    {
        CheckEpochs(call, context);
        IOperation? data = UseCall.Argument(call, "validationData"), split = UseCall.Argument(call, "validationSplit");
        if (data is not null && Follow.Number(split) > 0 && Follow.Constant(data) is null && data.ConstantValue is not { HasValue: true })
        {
            var written = split!.Syntax.FirstAncestorOrSelf<ArgumentSyntax>();
            var list = (ArgumentListSyntax?)written?.Parent;
            context.Report(RuleIds.FitAdvice, written ?? split.Syntax,
                ["validationSplit is not looked at where validationData are given", "Leave one of them out"],
                list is null ? [] : [list.GetLocation()], list is null ? [] : [new Repair("Leave validationSplit out",
                    $"({string.Join(", ", list.Arguments.Where(other => other != written))})", Place: 0, Key: "Remove")]);
        }

        bool validates = data is not null || (split is not null && Follow.Number(split) is null or > 0);
        foreach (IOperation callback in Follow.Elements(UseCall.Argument(call, "callbacks")))
        {
            CheckCallback(callback, validates, call, context);
        }

        if (outputs.Count == 1 && outputs[0].Columns > 1) { CheckClassWeight(UseCall.Argument(call, "classWeight"), outputs[0], context); }
    }

    private static void CheckEpochs(IInvocationOperation call, UseContext context)
    {
        IOperation? epochs = UseCall.Argument(call, "epochs"), initial = UseCall.Argument(call, "initialEpoch");
        double most = epochs is null ? 1 : Follow.Number(epochs) ?? double.NaN;
        if (most == 0)
        {
            context.Report(RuleIds.FitAdvice, epochs!.Syntax, ["with 0 epochs nothing is trained", "Write 1 or more"],
                repairs: [new Repair("Write 1", "1")]);
        }
        else if (Follow.Number(initial) >= most)
        {
            context.Report(RuleIds.FitAdvice, initial!.Syntax,
                [$"epochs, {Text.Fraction(most)}, is the epoch at which training ends, so that nothing is trained from epoch "
                    + $"{Text.Fraction(Follow.Number(initial)!.Value)} on", "Make epochs larger than initialEpoch"],
                epochs is null ? [] : [epochs.Syntax.GetLocation()], epochs?.Syntax is not LiteralExpressionSyntax ? []
                    : [More(most + Follow.Number(initial)!.Value)]);
        }
    }

    private static Repair More(double epochs) =>
        new($"Write epochs: {Text.Fraction(epochs)}", Text.Fraction(epochs), Place: 0, Key: "Epochs");

    private static void CheckCallback(IOperation callback, bool validates, IInvocationOperation call, UseContext context)
    {
        if (Follow.Origin(callback) is not IObjectCreationOperation { Constructor.ContainingType: { } type } creation
            || type.BaseType?.Name != "MonitorCallback" || creation.Syntax is not BaseObjectCreationExpressionSyntax written) { return; }
        IArgumentOperation? argument = creation.Arguments.FirstOrDefault(a => a.Parameter?.Name == "monitor");
        if (argument?.Value.ConstantValue is not { HasValue: true, Value: string monitor }) { return; }
        bool isUsed = type.Name != "ModelCheckpoint"
            || creation.Arguments.Any(a => a.Parameter?.Name == "saveBestOnly" && Follow.Constant(a.Value) is true);
        bool isWritten = argument is { IsImplicit: false };
        SyntaxNode place = isWritten ? argument.Value.Syntax : written;
        if (!validates && monitor.StartsWith(Validation, StringComparison.Ordinal) && isUsed)
        {
            string instead = monitor.Substring(Validation.Length);
            context.Report(RuleIds.NothingValidated, place,
                [type.Name, monitor, $"Write validationSplit: 0.2, or monitor: {Text.Quote(instead)}"],
                repairs: [new Repair($"Write monitor: {Text.Quote(instead)}", isWritten ? Text.Quote(instead) : With(written, instead))]);
            return;
        }

        if (!isWritten || NamesOf(call) is not { } names || names.Contains(Plain(monitor))) { return; }
        IEnumerable<string> all = validates ? names.Concat(names.Select(name => Validation + name)) : names;
        string near = all.OrderBy(name => Words.Distance(name, monitor)).First();
        context.Report(RuleIds.UnknownMonitor, place,
            [type.Name, monitor, Text.List([.. names.Select(name => Text.Quote(name))]), Text.Quote(near)],
            repairs: [new Repair($"Write {Text.Quote(near)}", Text.Quote(near))]);
    }

    private static string Plain(string monitor) =>
        monitor.StartsWith(Validation, StringComparison.Ordinal) ? monitor.Substring(Validation.Length) : monitor;

    private static string With(BaseObjectCreationExpressionSyntax written, string monitor)
    {
        string text = written.ToString();
        if (written.ArgumentList is not { } list) { return text; }
        string more = list.Arguments.Count > 0 ? ", " : "";
        return text.Insert(list.OpenParenToken.Span.End - written.SpanStart, $"monitor: {Text.Quote(monitor)}{more}");
    }

    // The numbers of an epoch's logs, where all metrics are known.
    private static IReadOnlyList<string>? NamesOf(IInvocationOperation call)
    {
        if (UseCall.CompileOf(call) is not { } compile) { return null; }
        List<string> names = ["loss", "learning_rate"];
        foreach (string parameter in (string[])["metrics", "more", "weightedMetrics"])
        {
            if (compile.Arguments.FirstOrDefault(a => a.Parameter?.Name == parameter && a.ArgumentKind != ArgumentKind.DefaultValue)?.Value
                is not { } argument) { continue; }
            IReadOnlyList<IOperation> elements = Follow.Elements(argument);
            foreach (IOperation element in elements.Count > 0 ? elements : [argument])
            {
                if (MetricUse.Of(element) is not { } metric) { return null; }
                string? name = metric.Name ?? (metric is { Class: "ShapedAccuracy" } ? "accuracy" : null);
                if (name is null || parameter == "weightedMetrics") { return null; }
                names.Add(name);
            }
        }

        return compile.Arguments.Any(a => a.Parameter?.Name == "losses") ? null : names;
    }

    private static void CheckClassWeight(IOperation? argument, OutputFacts output, UseContext context)
    {
        if (argument is null || Follow.Origin(argument) is not IObjectCreationOperation { Initializer: { } initializer }) { return; }
        foreach (ISimpleAssignmentOperation assignment in initializer.Initializers.OfType<ISimpleAssignmentOperation>())
        {
            if (assignment.Target is IPropertyReferenceOperation { Arguments.Length: 1 } key
                && Follow.Constant(key.Arguments[0].Value) is int label && (label < 0 || label >= output.Columns))
            {
                DataRules.ReportClass(key.Arguments[0].Value.Syntax, label, output, context);
            }
        }
    }
}
