using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Generators.Layers;
using ModelGen.Generators.Use;
using ModelGen.Kernels;
using Xunit;
using Range = ModelGen.Generators.Use.Range;

namespace ModelGen.Tests.Contract;

/// <summary>
/// What the compiler says about the use of a model is what the runtime would say: the same names, ranges, losses and metrics.
/// </summary>
public partial class UseRuleTests
{
    private static readonly Microsoft.CodeAnalysis.SyntaxNode s_place = SyntaxFactory.IdentifierName("place");

    [Fact]
    public void Names_are_the_same()
    {
        AssertSame(KnownNames.Optimizers, name => (Optimizer)name);
        AssertSame(KnownNames.Losses, name => (Loss)name);
        AssertSame(KnownNames.Metrics, name => (Metric)name);
    }

    private static void AssertSame(KnownNames names, Func<string, object> resolve)
    {
        string message = Assert.Throws<ArgumentException>(() => resolve("nothing at all")).Message;
        string[] known = [.. Quoted().Matches(message[message.IndexOf("Known names", StringComparison.Ordinal)..])
            .Select(m => m.Groups[1].Value)];
        Assert.Equal(known.Order(StringComparer.Ordinal),
            names.Rows.SelectMany(row => row.Names.Split(' ')).Order(StringComparer.Ordinal));
        foreach (string name in known)
        {
            string type;
            // Of those that need arguments the message names the class.
            try { type = resolve(name).GetType().Name; }
            catch (ArgumentException e) { type = NeedsArguments().Match(e.Message).Groups[1].Value; }
            Assert.Equal(names.ClassOf(name), type);
        }

        Assert.Equal(names.IgnoresCase, Resolves(() => resolve(known[^1].ToUpperInvariant())));
    }

    private static bool Resolves(Func<object> resolve)
    {
        try { return resolve() is not null; }
        catch (ArgumentException e) { return NeedsArguments().IsMatch(e.Message); }
    }

    // Types that nobody makes by hand, and numbers that may be anything.
    private static readonly string[] s_free = ["axis", "ignoreClass", "minDelta", "baseline", "initialValueThreshold", "seed", "verbose",
        "numClasses", "threads", "recall", "precision", "specificity", "sensitivity", "threshold", "thresholds", "step"];

    private static readonly Type[] s_families = [typeof(Optimizer), typeof(LearningRateSchedule), typeof(Loss), typeof(Metric),
        typeof(Callback)];

    [Fact]
    public void Ranges_are_the_same()
    {
        int checks = 0;
        foreach (ConstructorInfo constructor in typeof(Model).Assembly.GetExportedTypes()
            .Where(type => !type.IsAbstract && !type.ContainsGenericParameters && s_families.Any(type.IsSubclassOf))
            .SelectMany(type => type.GetConstructors()))
        {
            ParameterInfo[] parameters = constructor.GetParameters();
            if (Usual(parameters) is not { } usual || Fails(constructor, usual)) { continue; }
            for (int i = 0; i < parameters.Length; i++)
            {
                Type type = Nullable.GetUnderlyingType(parameters[i].ParameterType) ?? parameters[i].ParameterType;
                if (type != typeof(double) && type != typeof(int) && type != typeof(long)) { continue; }
                string name = $"{constructor.DeclaringType!.Name}({parameters[i].Name})";
                Range? range = Range.Of(constructor.DeclaringType.Name, parameters[i].Name!);
                if (range is null)
                {
                    Assert.True(s_free.Contains(parameters[i].Name) || !Fails(constructor, With(usual, i, -1, type)),
                        $"{name} takes no -1, and no range says so.");
                    continue;
                }

                foreach (double number in Numbers(range, type))
                {
                    Assert.True(range.Contains(number) != Fails(constructor, With(usual, i, number, type)),
                        $"{name} and {number}: {range}");
                    checks++;
                }
            }
        }

        Assert.True(checks > 200, $"{checks}");
    }

    // Both ends, and what lies just before and behind them.
    private static IEnumerable<double> Numbers(Range range, Type type)
    {
        double step = type == typeof(double) ? 0.125 : 1;
        return new[] { range.Least, range.Most }.Where(double.IsFinite).SelectMany(end => new[] { end - step, end, end + step });
    }

    private static object?[] With(object?[] usual, int place, double number, Type type)
    {
        object?[] arguments = [.. usual];
        arguments[place] = Convert.ChangeType(number, type, CultureInfo.InvariantCulture);
        return arguments;
    }

    private static object?[]? Usual(ParameterInfo[] parameters)
    {
        object?[] arguments = [.. parameters.Select(parameter => parameter.HasDefaultValue
            ? parameter.DefaultValue ?? Empty(parameter.ParameterType)
            : parameter.ParameterType == typeof(double) ? (object)0.5
            : parameter.ParameterType == typeof(long) ? (object)10L
            : parameter.ParameterType == typeof(int) ? (object)2
            : parameter.ParameterType == typeof(LearningRate) ? (LearningRate)0.1
            : (object?)null)];
        // A default of an enum is kept as its number.
        for (int i = 0; i < arguments.Length; i++)
        {
            if (parameters[i].ParameterType.IsEnum) { arguments[i] = Enum.ToObject(parameters[i].ParameterType, arguments[i] ?? 0); }
        }

        return arguments;
    }

    private static object? Empty(Type type) =>
        type.IsValueType && Nullable.GetUnderlyingType(type) is null ? Activator.CreateInstance(type) : null;

    private static bool Fails(ConstructorInfo constructor, object?[] arguments)
    {
        try
        {
            constructor.Invoke(arguments);
            return false;
        }
        catch (TargetInvocationException e) when (e.InnerException is ArgumentException or NullReferenceException) { return true; }
    }

    [Fact]
    public void Losses_are_refused_for_the_same_outputs()
    {
        int refused = 0;
        foreach ((LossUse use, Loss loss) in Losses())
        {
            foreach ((OutputFacts facts, OutputLayout layout) in Outputs())
            {
                bool isRefused = LossRules.Judge(use, facts) is { Rule: RuleIds.LossOutput };
                // That a softmax of one value is always 1 is said of the model.
                if (facts is { Columns: 1, Activation: "Softmax" }) { continue; }
                Assert.True(isRefused == Refuses(() => loss.Check(layout)), $"{use.Class}, {use.FromLogits}, {facts}");
                refused += isRefused ? 1 : 0;
            }
        }

        Assert.True(refused > 40, $"{refused}");
    }

    [Fact]
    public void Metrics_are_refused_for_the_same_outputs_and_losses()
    {
        int refused = 0;
        foreach ((LossUse lossUse, Loss loss) in Losses())
        {
            foreach ((OutputFacts facts, OutputLayout layout) in Outputs())
            {
                if (Refuses(() => loss.Check(layout)) || facts is { Columns: 1, Activation: "Softmax" }) { continue; }
                foreach ((MetricUse use, Metric metric) in Metrics())
                {
                    bool isRefused = MetricRules.Judge(use, lossUse, facts) is { Rule: RuleIds.MetricOutput };
                    bool refuses = Refuses(() =>
                    {
                        metric.Check(layout);
                        metric.CheckBeside(loss, layout);
                    });
                    Assert.True(isRefused == refuses, $"{use.Class}({string.Join(", ", use.Arguments)}) beside {lossUse.Class}, "
                        + $"{lossUse.FromLogits}, {facts}");
                    refused += isRefused ? 1 : 0;
                }
            }
        }

        Assert.True(refused > 200, $"{refused}");
    }

    private static IEnumerable<(LossUse Use, Loss Loss)> Losses()
    {
        foreach (string name in KnownNames.Losses.Classes)
        {
            string keras = KnownNames.Losses.NameOf(name);
            yield return (new LossUse(name, false, s_place, keras), keras);
        }

        yield return (new("BinaryCrossentropy", true, s_place, null), new BinaryCrossentropy(fromLogits: true));
        yield return (new("BinaryFocalCrossentropy", true, s_place, null), new BinaryFocalCrossentropy(fromLogits: true));
        yield return (new("CategoricalCrossentropy", true, s_place, null), new CategoricalCrossentropy(fromLogits: true));
        yield return (new("CategoricalFocalCrossentropy", true, s_place, null), new CategoricalFocalCrossentropy(fromLogits: true));
        yield return (new("SparseCategoricalCrossentropy", true, s_place, null), new SparseCategoricalCrossentropy(fromLogits: true));
    }

    private static IEnumerable<(OutputFacts Facts, OutputLayout Layout)> Outputs() =>
        from activation in new[] { "Linear", "ReLU", "Softmax", "Sigmoid" }
        from columns in new[] { 1, 2, 3, 7 }
        let kept = activation is "Softmax" or "Sigmoid" ? Enum.Parse<Activation>(activation) : Activation.Linear
        select (new OutputFacts("out", columns, 1, activation, "layer 1 (Dense)"), new OutputLayout([columns], kept, "layer 1 (Dense)"));

    private static IEnumerable<(MetricUse Use, Metric Metric)> Metrics()
    {
        foreach (string name in KnownNames.Metrics.Classes)
        {
            string keras = KnownNames.Metrics.NameOf(name);
            Metric metric;
            try { metric = keras; }
            catch (ArgumentException) { continue; } // needs arguments
            yield return (Use(name, []), metric);
        }

        yield return (Use("TopKCategoricalAccuracy", new() { ["k"] = 2 }), new Metrics.TopKCategoricalAccuracy(2));
        yield return (Use("BinaryAccuracy", new() { ["threshold"] = 0 }), new Metrics.BinaryAccuracy(0));
        yield return (Use("Precision", new() { ["thresholds"] = 0 }), new Metrics.Precision(0));
        yield return (Use("Recall", new() { ["topK"] = 1 }), new Metrics.Recall(topK: 1));
        yield return (Use("F1Score", new() { ["threshold"] = 0.5 }), new Metrics.F1Score(threshold: 0.5));
        yield return (Use("AUC", new() { ["fromLogits"] = true }), new Metrics.AUC(fromLogits: true));
        yield return (Use("ConfusionMatrix", new() { ["numClasses"] = 3 }), new Metrics.ConfusionMatrix(numClasses: 3));

        static MetricUse Use(string name, Dictionary<string, object> arguments) => new(name, s_place, null, arguments, IsComplete: true);
    }

    private static bool Refuses(Action check)
    {
        try
        {
            check();
            return false;
        }
        catch (InvalidOperationException) { return true; }
    }

    [GeneratedRegex("\"([^\"]+)\"")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"Write new Metrics\.(\w+)")]
    private static partial Regex NeedsArguments();
}
