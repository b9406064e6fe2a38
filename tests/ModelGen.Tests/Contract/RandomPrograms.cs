using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using ModelGen.Generators;
using ModelGen.Generators.Read;
using ModelGen.Generators.Specs;
using Xunit;

namespace ModelGen.Tests.Contract;

/// <summary>
/// Random Forward methods of blocks, loops, branches and shared layers: each agrees with the same graph by attributes, bit for bit, and
/// with the Oracle.
/// </summary>
public partial class RandomPrograms
{
    private const int Size = 6, Channels = 3;

    /// <summary>MODELGEN_STACKS asks for more of them, as in <see cref="RandomStacks"/>.</summary>
    [Fact]
    public void Every_program_agrees_with_the_graph_that_it_makes()
    {
        if (Environment.GetEnvironmentVariable("MODELGEN_STACKS") is { Length: > 0 } asked)
        {
            s_program.Sample(Check, iter: long.Parse(asked, CultureInfo.InvariantCulture), threads: 1, print: steps =>
                new Program(steps).Code);
            return;
        }

        for (uint i = 0; i < Extent.Pick(brief: 8, full: 120); i++)
        {
            Check(s_program.Generate(new PCG(stream: i, seed: 4), null, out _));
        }
    }

    private static readonly Gen<Step> s_simple = Gen.OneOf(
        Gen.Select(Gen.Int[1, 6], Gen.Int[1, 3], (filters, kernel) => (Step)new Conv(filters, kernel)),
        Gen.OneOfConst<Step>(new Call("ReLU()", "[ReLU]"), new Call("BatchNormalization(momentum: 0.5)",
            "[BatchNormalization(Momentum = 0.5)]"),
            new Call("Activation(Tanh)", "[Activation(Activation.Tanh)]"), new Call("Dropout(0.25)", "[Dropout(0.25)]")));

    private static readonly Gen<Step> s_step = Gen.Recursive<Step>((depth, inner) => depth > 2 ? s_simple : Gen.Frequency(
        (5, s_simple),
        (2, inner.Array[1, 3].Select(steps => (Step)new Residual(steps))),
        (2, Gen.Select(Gen.Int[1, 3], inner.Array[1, 2], (times, steps) => (Step)new Loop(times, steps))),
        (1, Gen.Select(inner.Array[1, 2], inner.Array[1, 2], (a, b) => (Step)new Branches(a, b))),
        (1, Gen.Const((Step)new Shared()))));

    private static readonly Gen<Step[]> s_program = s_step.Array[1, 5];

    private static void Check(Step[] steps)
    {
        var program = new Program(steps);
        CompiledModels byMethod = StackCompiler.Compile(program.Code), byAttributes = StackCompiler
            .CompileStacks(Sharing(), program.Attributes);
        Assert.True(byMethod.Assembly is not null && byAttributes.Assembly is not null,
            $"{program.Code}\n{program.Attributes}\n{string.Join('\n', byMethod.Findings)}\n{string.Join('\n', byAttributes.Findings)}");
        using Model method = byMethod.Create("Net", Device.Cpu, seed: 5), attributes = byAttributes.Create("Model0", Device.Cpu, seed: 5);
        float[] x = Numbers.Random(new Random(6), 4 * Size * Size * Channels), y = Numbers.Random(new Random(7), 4 * 2);
        Assert.Equal(Trained(attributes, x, y), Trained(method, x, y));
        // Tolerances leave room for a dozen layers.
        if (program.Convolutions > 12) { return; }
        LayerContract.CheckOnCpu(byMethod, "Net", SharedCall().Replace(program.Attributes, "$0, SharesWith = \"shared_0_$1\""));
    }

    private static float[] Trained(Model model, float[] x, float[] y)
    {
        model.Compile(new SGD(0.05), Loss.MeanSquaredError);
        for (int i = 0; i < 2; i++) { model.TrainOnBatch(x, y); }
        return [.. model.Parameters.SelectMany(parameter => parameter.ToArray()), .. model.Predict(x, batchSize: 3)];
    }

    // Attributes cannot say that layers share their weights: those of one name but for the number of the call do.
    private static ModelGenerator Sharing() => new((type, cancellation) => ModelReader.Read(type, cancellation) is not { } model ? null
        : model with
    {
        Nodes = new EquatableArray<NodeSpec>(model.Nodes.Select(node => node.Layer.Text("Name") is var name && name.StartsWith("shared",
            StringComparison.Ordinal)
            && model.Nodes.Select((other, i) => (other, i)).First(o => o.other.Layer.Text("Name").Split('_') is ["shared", _, var part]
                && part == name.Split('_')[2])
                is var first && first.other != node ? node with { SharesWith = first.i } : node)),
    }, ModelCompiler.Compile);

    [GeneratedRegex("Name = \"shared_[1-9][0-9]*_([01])\"")]
    private static partial Regex SharedCall();

    private abstract record Step;

    private sealed record Conv(int Filters, int Kernel) : Step;

    private sealed record Call(string Code, string Attribute) : Step;

    private sealed record Residual(Step[] Inner) : Step;

    private sealed record Loop(int Times, Step[] Body) : Step;

    private sealed record Branches(Step[] First, Step[] Second) : Step;

    private sealed record Shared : Step;

    /// <summary>A program as both declarations of it.</summary>
    private sealed class Program
    {
        private readonly StringBuilder _helpers = new(), _attributes = new();
        private int _names, _blocks, _sharedCalls, _channels = Channels, _loops;

        public Program(Step[] steps)
        {
            string body = Write(steps, "x", new StringBuilder(), "            ").ToString();
            Code = $$"""
                using ModelGen;
                using static ModelGen.Activation;

                [Model]
                public partial class Net
                {
                    private static Tensor Forward([Input({{Size}}, {{Size}}, {{Channels}})] Tensor x)
                    {
                {{body}}            return x.GlobalAveragePool().Dense(2);
                    }

                {{_helpers}}
                    [Shared]
                    private static Tensor Same(Tensor x)
                    {
                        x = x.Conv2D(4, 1, Tanh, name: "shared_0_0");
                        return x.Conv2D(4, 3, padding: Padding.Same, name: "shared_0_1");
                    }
                }
                """;
            _attributes.Append($"[Input({Size}, {Size}, {Channels}, Name = \"x\")] ");
            Apply(steps, []);
            Attributes = _attributes.Append("[GlobalAveragePool] [Dense(2)]").ToString();
        }

        public string Code { get; }

        public string Attributes { get; }

        public int Convolutions => Attributes.Split("[Conv2D").Length - 1;

        private StringBuilder Write(Step[] steps, string x, StringBuilder code, string indent)
        {
            foreach (Step step in steps) { Write(step, x, code, indent); }
            return code;
        }

        private void Write(Step step, string x, StringBuilder code, string indent)
        {
            switch (step)
            {
                case Conv conv:
                    string more = _loops > 0 ? $" + i{_loops}" : "";
                    code.Append($"{indent}{x} = {x}.Conv2D({conv.Filters}{more}, {conv.Kernel}, padding: Padding.Same);\n");
                    break;
                case Call call: code.Append($"{indent}{x} = {x}.{call.Code};\n"); break;
                case Shared: code.Append($"{indent}{x} = Same({x}.Conv2D(4, 1));\n"); break;
                case Loop loop:
                    _loops++;
                    code.Append($"{indent}for (int i{_loops} = 0; i{_loops} < {loop.Times}; i{_loops}++)\n{indent}{{\n");
                    Write(loop.Body, x, code, indent + "    ");
                    code.Append($"{indent}}}\n");
                    _loops--;
                    break;
                case Residual residual:
                    string block = Block(residual.Inner, "Tensor before = x = x.Activation(Linear);",
                        "return (x.Conv2D(before.Channels, 1) + before).ReLU();");
                    code.Append($"{indent}{x} = {block}({x}{Loops});\n");
                    break;
                case Branches branches:
                    string first = Block(branches.First, "", "return x.Activation(Linear);");
                    string second = Block(branches.Second, "", "return x;");
                    code.Append($"{indent}{x} = {x}.Activation(Linear);\n");
                    code.Append($"{indent}{x} = Tensor.Concatenate({first}({x}{Loops}), {second}({x}{Loops}));\n");
                    break;
            }
        }

        private string Loops => string.Concat(Enumerable.Range(1, _loops).Select(i => $", i{i}"));

        // A helper that takes the indices of the loops around its call.
        private string Block(Step[] steps, string start, string end)
        {
            string name = $"Block{_blocks++}", parameters = string.Concat(Enumerable.Range(1, _loops).Select(i => $", int i{i}"));
            StringBuilder body = Write(steps, "x", new StringBuilder(), "        ");
            _helpers.Append($"    private static Tensor {name}(Tensor x{parameters})\n    {{\n        {start}\n");
            _helpers.Append($"{body}        {end}\n    }}\n\n");
            return name;
        }

        private void Apply(Step[] steps, int[] loops)
        {
            foreach (Step step in steps) { Apply(step, loops); }
        }

        private void Apply(Step step, int[] loops)
        {
            switch (step)
            {
                case Conv conv: Convolve(conv.Filters + (loops.Length > 0 ? loops[^1] : 0), conv.Kernel); break;
                case Call call: _attributes.Append(call.Attribute).Append(' '); break;
                case Shared:
                    Convolve(4, 1);
                    _attributes.Append($"[Conv2D(4, 1, Activation.Tanh, Name = \"shared_{_sharedCalls}_0\")] ");
                    _attributes.Append($"[Conv2D(4, 3, Padding = Padding.Same, Name = \"shared_{_sharedCalls++}_1\")] ");
                    break;
                case Loop loop:
                    for (int i = 0; i < loop.Times; i++) { Apply(loop.Body, [.. loops, i]); }
                    break;
                case Residual residual:
                    (string before, int channels) = (Mark(), _channels);
                    Apply(residual.Inner, loops);
                    Convolve(channels, 1);
                    _attributes.Append($"[Add(\"{before}\")] [ReLU] ");
                    break;
                case Branches branches:
                    (string trunk, int arriving) = (Mark(), _channels);
                    Apply(branches.First, loops);
                    (string first, int ofFirst) = (Mark(), _channels);
                    _attributes.Append($"[From(\"{trunk}\")] ");
                    _channels = arriving;
                    Apply(branches.Second, loops);
                    _attributes.Append($"[Concatenate(\"{first}\")] ");
                    _channels += ofFirst;
                    break;
            }
        }

        private void Convolve(int filters, int kernel)
        {
            _attributes.Append($"[Conv2D({filters}, {kernel}, Padding = Padding.Same)] ");
            _channels = filters;
        }

        // What others read needs a name, and names do not go with parameters here: they would be other ones than those of the method.
        private string Mark()
        {
            string name = $"n{_names++}";
            _attributes.Append($"[Activation(Activation.Linear, Name = \"{name}\")] ");
            return name;
        }
    }
}
