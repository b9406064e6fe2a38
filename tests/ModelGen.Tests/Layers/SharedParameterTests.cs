using ModelGen.Data;
using ModelGen.Generators;
using ModelGen.Generators.Read;
using ModelGen.Generators.Specs;
using ModelGen.Tests.Contract;
using Xunit;

namespace ModelGen.Tests.Layers;

/// <summary>
/// Layers that compute from one set of parameters. Its gradient is the sum of what it would be in each of them alone, and a step is the
/// same in whatever way it is made, although kernels that are whole may be updated during the backward pass and these may not. There is no
/// way to write it yet: what is compiled is changed after it was read.
/// </summary>
public class SharedParameterTests
{
    private const int Samples = 19;

    // Products over the batch, narrow and wide, alone and among slices; convolutions whose gradients are summed in lanes, and are not.
    private static readonly string[] s_stacks =
    [
        "[Input(40)] [Dense(40, Tanh, Name = \"one\")] [Dense(40, ReLU, Name = \"two\")] [Dense(3)]",
        "[Input(9)] [Dense(9, Tanh, Name = \"one\")] [Dense(9, Name = \"two\")]",
        "[Input(300)] [Dense(300, Tanh, UseBias = false, Name = \"one\")] [Dense(16)] [Dense(300)] "
            + "[Dense(300, UseBias = false, Name = \"two\")]",
        "[Input(9, 9, 3)] [Conv2D(3, 3, Tanh, Padding = Padding.Same, Name = \"one\")] "
            + "[Conv2D(3, 3, Padding = Padding.Same, Name = \"two\")] "
            + "[Flatten] [Dense(2)]",
        "[Input(9, 9, 3)] [Conv2D(3, 3, Padding = Padding.Same, Name = \"one\")] [Flatten] [Dense(243)] [Reshape(9, 9, 3)] "
            + "[Conv2D(3, 3, Tanh, Padding = Padding.Same, Name = \"two\")] [MaxPool(3)] [Flatten] [Dense(2)]",
        "[Input(5, 5, 3)] [Conv2D(3, 3, Tanh, Padding = Padding.Same, Name = \"one\")] "
            + "[Conv2D(3, 3, Padding = Padding.Same, Name = \"two\")]",
        "[Input(8, Name = \"x\")] [Dense(8, Tanh, KernelL2 = 0.1, Name = \"one\")] [Dense(8)] [Dense(8, KernelL2 = 0.1, Name = \"two\")] "
            + "[Subtract(\"one\")]",
    ];

    public static TheoryData<string> Stacks => [.. s_stacks];

    private static readonly Lazy<CompiledModels> s_apart = new(() => StackCompiler.CompileStacks(s_stacks));

    private static readonly Lazy<CompiledModels> s_shared = new(() => StackCompiler.CompileStacks(
        new ModelGenerator(
            (type, cancellation) => ModelReader.Read(type, cancellation) is { } model ? Share(model) : null, ModelCompiler.Compile),
        s_stacks));

    [Theory]
    [MemberData(nameof(Stacks))]
    public void The_gradient_is_the_sum_of_both(string stack)
    {
        bool onGpu = Extent.IsFull || stack.StartsWith("[Input(9)", StringComparison.Ordinal);
        foreach (Device device in onGpu ? [.. ContractDevices.Cpu, .. ContractDevices.Gpu] : ContractDevices.Cpu)
        {
            lock (ContractDevices.SeveralThreads)
            {
                using Model shared = s_shared.Value.Create(NameOf(stack), device, seed: 3);
                using Model apart = s_apart.Value.Create(NameOf(stack), device, seed: 4);
                foreach (Parameter parameter in apart.Parameters)
                {
                    string name = parameter.Name.Replace("two/", "one/", StringComparison.Ordinal);
                    parameter.Set(shared.Parameters[name].ToArray());
                }

                var random = new Random(5);
                float[] inputs = Numbers.Random(random, 3 * shared.Definition.Inputs[0].Size);
                float[] gradient = Numbers.Random(random, 3 * shared.Definition.Outputs[0].Size);
                Assert.Equal(apart.Forward(inputs).ToArray(), shared.Forward(inputs).ToArray());
                apart.BackwardFrom(gradient);
                shared.BackwardFrom(gradient);
                foreach (Parameter parameter in shared.Parameters)
                {
                    float[] expected = apart.Parameters[parameter.Name].GradientToArray(), actual = parameter.GradientToArray();
                    if (parameter.Name.StartsWith("one/", StringComparison.Ordinal))
                    {
                        string second = parameter.Name.Replace("one/", "two/", StringComparison.Ordinal);
                        float[] other = apart.Parameters[second].GradientToArray();
                        float[] values = parameter.ToArray();

                        // The regularizer on it is in the loss once.
                        float twice = stack.Contains("KernelL2", StringComparison.Ordinal) && values.Length > 8 ? 0.2f : 0;
                        expected = [.. expected.Select((e, i) => e + other[i] - (twice * values[i]))];
                    }

                    double most = expected.Max(Math.Abs);
                    for (int i = 0; i < expected.Length; i++) { Assert.Equal(expected[i], actual[i], 1e-4 * most); }
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Stacks))]
    public void A_step_has_the_same_bits_in_whatever_way_it_is_made(string stack)
    {
        using Model fitted = Trained(), batch = Trained(), hand = Trained();
        var random = new Random(6);
        float[] inputs = Numbers.Random(random, Samples * fitted.Definition.Inputs[0].Size);
        float[] labels = Numbers.Random(random, Samples * fitted.Definition.Outputs[0].Size);
        Dataset data = Dataset.From(inputs, new Labels(labels), fitted.Definition.Inputs[0].Shape);
        fitted.Fit(data, epochs: 2, batchSize: 7, shuffle: false, verbose: 0);
        var optimizer = new Adam(0.01);
        for (int epoch = 0; epoch < 2; epoch++)
        {
            foreach (Batch part in data.Batches(7))
            {
                batch.TrainOnBatch(part.Inputs, part.Labels);
                hand.Forward(part.Inputs);
                hand.Backward(part.Labels, Loss.MeanSquaredError);
                optimizer.Step(hand);
            }
        }

        for (int i = 0; i < fitted.Parameters.Count; i++)
        {
            Assert.Equal(hand.Parameters[i].ToArray(), batch.Parameters[i].ToArray());
            Assert.Equal(hand.Parameters[i].ToArray(), fitted.Parameters[i].ToArray());
        }

        Model Trained()
        {
            Model model = s_shared.Value.Create(NameOf(stack), ContractDevices.Cpu[0], seed: 3);
            model.Compile(new Adam(0.01), Loss.MeanSquaredError);
            return model;
        }
    }

    private static string NameOf(string stack) => $"Model{Array.IndexOf(s_stacks, stack)}";

    // The layer "two" uses the parameters of "one".
    private static ModelSpec Share(ModelSpec model)
    {
        int one = Enumerable.Range(0, model.Nodes.Count).First(i => model.Nodes[i].Layer.Text("Name") == "one");
        return model with
        {
            Nodes = new(model.Nodes.Select(node => node.Layer.Text("Name") == "two" ? node with { SharesWith = one } : node)),
        };
    }
}
