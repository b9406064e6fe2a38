using System.Globalization;
using CsCheck;
using Microsoft.CodeAnalysis;
using Xunit;

namespace ModelGen.Tests.Contract;

// Inside the namespace, so that Dense and the like mean the Oracle's.
using ModelGen.Oracle;

/// <summary>
/// Random stacks of layers, sensible and not: each one has an error among its findings exactly where the Oracle's shapes say that
/// it cannot work, and every other one compiles, runs and agrees with the Oracle.
/// </summary>
public class RandomStacks
{
    private const int StacksByDefault = 40;

    /// <summary>
    /// The same stacks every day, so that a failure says something about the change at hand. For a long look MODELGEN_STACKS=1000
    /// tries so many others, new ones each time, and shrinks what fails.
    /// </summary>
    [Fact]
    public void Every_stack_has_a_finding_or_agrees_with_the_Oracle()
    {
        if (Environment.GetEnvironmentVariable("MODELGEN_STACKS") is { Length: > 0 } asked)
        {
            Sample(s_stack, asked);
            return;
        }

        for (uint i = 0; i < StacksByDefault; i++) { Check(s_stack.Generate(new PCG(stream: i, seed: 1), null, out _)); }
    }

    /// <summary>The same of graphs; MODELGEN_STACKS asks for as many of them.</summary>
    [Fact]
    public void Every_graph_has_a_finding_or_agrees_with_the_Oracle() => CheckGraphs(s_graph, seed: 2);

    /// <summary>The same of graphs with several inputs and outputs, some of which are read on.</summary>
    [Fact]
    public void Every_graph_with_several_ends_has_a_finding_or_agrees_with_the_Oracle() => CheckGraphs(s_severalEnds, seed: 3);

    private static void CheckGraphs(Gen<string> kind, uint seed)
    {
        if (Environment.GetEnvironmentVariable("MODELGEN_STACKS") is { Length: > 0 } asked)
        {
            Sample(kind, asked);
            return;
        }

        int running = 0;
        int graphs = Extent.Pick(brief: StacksByDefault / 2, full: 4 * StacksByDefault);
        for (uint i = 0; i < graphs; i++) { running += Check(kind.Generate(new PCG(stream: i, seed), null, out _)) ? 1 : 0; }
        Assert.True(running > graphs / 2, $"Only {running} of {graphs} graphs work: that says little.");
    }

    private static void Sample(Gen<string> stacks, string count) =>
        stacks.Sample(stack => { Check(stack); }, iter: long.Parse(count, CultureInfo.InvariantCulture), threads: 1, print: stack => stack);

    private static bool Check(string stack)
    {
        CompiledModels compiled = StackCompiler.CompileStacks(stack);
        string? objection = ShapeRules.Objection(stack);
        string[] errors = [.. compiled.Findings.Where(f => f.Severity == DiagnosticSeverity.Error).Select(f => f.ToString())];
        Assert.True(compiled.CompilerDiagnostics.IsEmpty, $"{stack}\n{string.Join('\n', compiled.CompilerDiagnostics)}");
        Assert.True(objection is not null == errors.Length > 0,
            $"{stack}\nThe Oracle says: {objection ?? "it works"}. The findings say: {string.Join('\n', errors)}");
        if (errors.Length == 0) { LayerContract.CheckOnCpu(compiled, "Model0", stack); }
        return errors.Length == 0;
    }

    private static readonly Gen<string> s_input = Gen.Frequency(
        (6, Gen.Select(Gen.Int[3, 9], Gen.Int[3, 9], Gen.Int[1, 4], (h, w, c) => $"[Input({h}, {w}, {c})]")),
        (1, Gen.Select(Gen.Int[1, 6], Gen.Int[1, 8], (steps, features) => $"[Input({steps}, {features})]")),
        (1, Gen.Int[0, 20].Select(n => $"[Input({n})]")));

    private static readonly Gen<string> s_activation = Gen.OneOfConst("", ", Activation.ReLU", ", Activation.Tanh", ", Activation.Sigmoid",
        ", Activation.Softmax", ", Activation.GELU", ", Activation.ELU", ", Activation.LogSoftmax");

    private static readonly Gen<string> s_window = Gen.Select(
        Gen.Frequency((9, Gen.OneOfConst("", ", Strides = 2", ", Strides = 1", ", StrideHeight = 2", ", StrideWidth = 3")),
            (1, Gen.Const(", Strides = 0"))),
        Gen.OneOfConst("", ", Padding = Padding.Same", ", Truncate = true"),
        (strides, padding) => strides + padding);

    // Not positive now and then.
    private static readonly Gen<int> s_size = Gen.Frequency((20, Gen.Int[1, 18]), (1, Gen.Int[-1, 0]));

    private static readonly Gen<string> s_conv = Gen.Select(
        s_size, Gen.Int[1, 3], Gen.Int[1, 4], s_activation, s_window, Gen.Bool,
        (filters, h, w, activation, window, bias) =>
            $"[Conv2D({filters}, {h}, {w}{activation}{window}{(bias ? "" : ", UseBias = false")})]");

    private static readonly Gen<string> s_pool = Gen.Select(
        Gen.OneOfConst("MaxPool", "AveragePool", "MaxPooling2D", "AveragePooling2D"), Gen.Int[1, 3], Gen.Int[1, 3], s_window,
        (name, h, w, window) => $"[{name}({h}, {w}{window})]");

    private static readonly Gen<string> s_dense = Gen.Select(
        s_size, s_activation, Gen.OneOfConst("", ", UseBias = false", ", PerPosition = true"),
        (units, activation, options) => $"[Dense({units}{activation}{options})]");

    private static readonly Gen<string> s_reshape = Gen.Int[-1, 6].Array[1, 3].Select(sizes => $"[Reshape({string.Join(", ", sizes)})]");

    private static readonly Gen<string> s_normalization = Gen.OneOfConst("[BatchNormalization]", "[BatchNormalization(Epsilon = 0.1)]",
        "[BatchNormalization(Axis = 1)]", "[BatchNormalization(Scale = false, Momentum = 0.5)]", "[BatchNormalization(Center = false)]",
        "[BatchNormalization(Trainable = false)]", "[BatchNormalization(Axis = 3)]", "[BatchNormalization(Axis = 0)]");

    private static readonly Gen<string> s_others = Gen.OneOf(
        Gen.OneOfConst("[Flatten]", "[GlobalAveragePool]", "[GlobalAveragePool(KeepDims = true)]", "[Reshape(-1)]"),
        Gen.OneOfConst("ReLU", "Tanh", "Sigmoid", "Softmax", "Linear").Select(f => $"[Activation(Activation.{f})]"),
        Gen.OneOfConst("0", "0.1", "0.25", "0.5", "0.75", "1", "1.5").Select(rate => $"[Dropout({rate})]"));

    // Divisors keep away from 0, where a rounding error is as large as what it is an error of.
    private static readonly Gen<string> s_arithmetic = Gen.OneOfConst("[Square]", "[Rescaling(-0.5, Offset = 0.25)]",
        "[Rescaling(2 /* x + number */)]", "[Rescaling(0.3 /* x - number */)]", "[Rescaling(1 /* number - x */)]",
        "[Rescaling(3 /* x * number */)]", "[Rescaling(3 /* x / number */)]", "[Rescaling(1 /* -x */)]",
        "[Square] [Rescaling(0.5 /* x + number */)] [Rescaling(1 /* number / x */)]");

    private static readonly Gen<string> s_sum = Gen.Select(Gen.OneOfConst("Sum", "Mean"),
        Gen.OneOfConst("", "(1)", "(2)", "(3)", "(-1)", "(-2)", "(0)", "(1, KeepDims = true)", "(-1, KeepDims = true)",
            "(KeepDims = true)"),
        (name, arguments) => $"[{name}{arguments}]");

    private static readonly Gen<string> s_layer = Gen.Frequency((6, s_conv), (4, s_pool), (2, s_dense), (1, s_reshape), (5, s_others),
        (2, s_normalization), (2, s_arithmetic), (1, s_sum));

    // Layers that keep what they get the shape that most have, so that merges are mostly possible.
    private static readonly Gen<string> s_keeping = Gen.Frequency(
        (5, Gen.Select(s_activation, Gen.Int[1, 3], (activation, kernel) => $"[Conv2D(3, {kernel}{activation}, Padding = Padding.Same)]")),
        (2, Gen.OneOfConst("MaxPool", "AveragePool").Select(name => $"[{name}(2, Strides = 1, Padding = Padding.Same)]")),
        (2, Gen.OneOfConst("ReLU", "Tanh", "Softmax", "GELU").Select(f => $"[Activation(Activation.{f})]")),
        (1, Gen.Select(s_activation, activation => $"[Dense(3{activation}, PerPosition = true)]")),
        (1, Gen.Const("[Conv2D(3, 3, Activation.ReLU, Padding = Padding.Same)] [MaxPool(2, Padding = Padding.Same)]")),
        (2, Gen.OneOfConst("[BatchNormalization]", "[BatchNormalization] [ReLU]", "[BatchNormalization(Axis = 2)]",
            "[Conv2D(3, 3, Padding = Padding.Same, UseBias = false)] [BatchNormalization]",
            "[Conv2D(3, 3, Padding = Padding.Same)] [BatchNormalization(Center = false)] [ReLU]",
            "[BatchNormalization(Trainable = false)]")),
        (2, s_arithmetic),
        (2, Gen.OneOfConst("[Conv2D(1, 1)]", "[GlobalAveragePool(KeepDims = true)]", "[Sum(-1, KeepDims = true)]",
            "[Mean(1, KeepDims = true)]", "[Mean(2, KeepDims = true)]")), // repeated where they are merged
        (1, Gen.OneOfConst("[GlobalAveragePool]", "[Dropout(0.25)]", "[Flatten]", "[Conv2D(2, 1)]")));

    // The same, or a value divided by what is made of it; # stands for the place of the value and of the divisor.
    private static readonly Gen<string> s_step = Gen.Frequency((19, s_keeping), (1, Gen.Const(
        "[Activation(Sigmoid)] [Rescaling(1, Offset = 0.5, Name = \"divisor#\")] [From(\"value#\")] [Divide(\"divisor#\")]")));

    private static readonly Gen<string> s_merge = Gen.OneOfConst("Add", "Add", "Add", "Concatenate", "Multiply", "Average", "Maximum",
        "Minimum", "Subtract");

    // A layer after one of those before it, or a merge of two or three of them; what nobody reads is added up at the end.
    private static readonly Gen<string> s_graph = Gen.Select(
        Gen.Select(Gen.Int[4, 9], Gen.Int[4, 8], (h, w) => $"[Input({h}, {w}, 3, Name = \"n0\")]"),
        Gen.Select(s_step, s_merge, Gen.Int[0, 2], Gen.Int[0, 99], Gen.Int[0, 99], Gen.Bool).Array[2, 8],
        (input, steps) => Graph(input, steps));

    private static string Graph(string input, (string Layer, string Merge, int Kind, int From, int Other, bool Third)[] steps)
    {
        string text = input;
        var unread = new List<int> { 0 };
        for (int i = 0; i < steps.Length; i++)
        {
            var (layer, merge, kind, from, other, third) = steps[i];
            (from, other) = (Math.Max(0, i - (from % 3)), Math.Max(0, i - (other % 4)));
            int more = other == 0 ? i : other - 1;
            string written = kind < 2 ? layer : $"[{merge}(\"n{other}\"{(third ? $", \"n{more}\"" : "")})]";
            text += $"{(from == i ? "" : $" [From(\"n{from}\")]")} {Named(Placed(written, i, from), $"n{i + 1}")}";
            unread.RemoveAll(n => n == from || (kind == 2 && (n == other || (third && n == more))));
            unread.Add(i + 1);
        }

        unread.Remove(0);
        string ends = string.Concat(unread.Select(n => $" [From(\"n{n}\")] [Flatten] [Dense(2, Name = \"e{n}\")]"));
        return text + ends + (unread.Count > 1 ? $" [Add({string.Join(", ", unread.Select(n => $"\"e{n}\""))})]" : "");
    }

    // The same with further inputs among the steps, with steps that are outputs too, and with ends that are outputs each or added up.
    private static readonly Gen<string> s_graphWithEnds = Gen.Select(
        Gen.Select(Gen.Int[4, 9], Gen.Int[4, 8], (h, w) => $"[Input({h}, {w}, 3"),
        Gen.Select(s_step, s_merge, Gen.Int[0, 9], Gen.Int[0, 99], Gen.Int[0, 99], Gen.Bool).Array[2, 8],
        Gen.OneOfConst("", ", Softmax", ", Sigmoid"), Gen.Bool,
        (input, steps, activation, added) => SeveralEnds(input, steps, activation, added));

    // A chain in which layers are given out that further ones read on.
    private static readonly Gen<string> s_chainWithOutputs = Gen.Select(
        Gen.Select(Gen.Int[6, 9], Gen.Int[6, 8], (h, w) => $"[Input({h}, {w}, 3)]"),
        Gen.Select(Gen.Frequency((3, s_keeping), (1, Gen.OneOfConst("[MaxPool(2)]", "[AveragePool(2)]"))), Gen.Bool).Array[2, 6],
        (input, steps) => input + string.Concat(steps.Select(((string Layer, bool IsOutput) step) =>
            $" {step.Layer}{(step.IsOutput ? " [Output]" : "")}")) + " [Flatten] [Dense(2)] [Output]");

    private static readonly Gen<string> s_severalEnds = Gen.Frequency((2, s_graphWithEnds), (1, s_chainWithOutputs));

    private static string SeveralEnds(
        string input, (string Layer, string Merge, int Kind, int From, int Other, bool IsOutput)[] steps, string activation, bool added)
    {
        string text = $"{input}, Name = \"n0\")]";
        var unread = new List<int> { 0 };
        bool hasOutput = false;
        for (int i = 0; i < steps.Length; i++)
        {
            var (layer, merge, kind, from, other, isOutput) = steps[i];
            (from, other) = (Math.Max(0, i - (from % 3)), Math.Max(0, i - (other % 4)));
            unread.Add(i + 1);
            if (kind == 9)
            {
                text += $" {input}, Name = \"n{i + 1}\")]";
                continue;
            }

            string written = kind < 6 ? layer : $"[{merge}(\"n{other}\")]";
            text += $"{(from == i ? "" : $" [From(\"n{from}\")]")} {Named(Placed(written, i, from), $"n{i + 1}")}"
                + (isOutput ? " [Output]" : "");
            unread.RemoveAll(n => n == from || (kind >= 6 && n == other) || (isOutput && n == i + 1));
            hasOutput |= isOutput;
        }

        string last = hasOutput || !added ? " [Output]" : "";
        string ends = string.Concat(unread.Select(n =>
            $" [From(\"n{n}\")] [Flatten] [Dense(2{activation}, Name = \"e{n}\")]{(added ? "" : last)}"));
        if (!added || unread.Count == 0) { return text + ends; }
        return text + ends
            + (unread.Count > 1 ? $" [Add({string.Join(", ", unread.Select(n => $"\"e{n}\""))})]{last}" : last);
    }

    private static string Placed(string layers, int step, int from) =>
        layers.Replace("value#", $"n{from}", StringComparison.Ordinal).Replace("#", $"{step}", StringComparison.Ordinal);

    // The name goes to the last layer of a few.
    private static string Named(string layers, string name) =>
        layers.EndsWith(")]", StringComparison.Ordinal) ? $"{layers[..^2]}, Name = \"{name}\")]" : $"{layers[..^1]}(Name = \"{name}\")]";

    private static readonly Gen<string> s_stack = Gen.Select(s_input, s_layer.List[1, 5],
        (input, layers) => $"{input} {string.Join(' ', layers)}");
}
