using ModelGen.Data;
using ModelGen.Tests.Contract;
using Xunit;

namespace ModelGen.Tests;

/// <summary>
/// A training step on several threads allocates nothing on any of them, whatever the layers. Layer by layer, on one thread,
/// <see cref="LayerContract"/> counts too.
/// </summary>
[Collection(nameof(Alone))]
public class StepAllocationTests
{
    // Every layer and every way of a kernel that divides its work: by slices, by tiles, by rows, in lanes, with and without pooling.
    private static readonly string[] s_stacks =
    [
        "[Input(20, 20, 1)] [Conv2D(16, 5, Activation.ReLU)] [MaxPool(2)] [Dropout(0.3)] [Flatten] [Dense(10, Activation.Softmax)]",
        "[Input(20, 20, 1)] [Conv2D(8, 3, Activation.ReLU)] [Conv2D(10, 3)] [GlobalAveragePool] [Activation(Activation.Softmax)]",
        "[Input(10, 10, 32)] [Conv2D(32, 3, Activation.ReLU)] [MaxPool(2)] [Conv2D(32, 3, Padding = Padding.Same)] [Flatten] "
            + "[Dense(4, Activation.Softmax)]",
        "[Input(9, 9, 2)] [Conv2D(5, 2, Activation.Tanh)] [AveragePool(2)] [MaxPool(2, Strides = 1)] [Reshape(-1)] "
            + "[Dense(3, Activation.Softmax)]",
        "[Input(70)] [Dense(130, Activation.ReLU)] [Dense(100, Activation.GELU, KernelL2 = 0.01)] [Dense(9, Activation.Softmax)]",
        "[Input(6, 20)] [Dense(50, Activation.Tanh)] [Reshape(300)] [Dense(4, Activation.Softmax, ActivityL2 = 0.01)]",
    ];

    private static readonly Lazy<CompiledModels> s_models = new(() => StackCompiler.CompileStacks(s_stacks));

    public static TheoryData<int> Models => [.. Enumerable.Range(0, s_stacks.Length)];

    [Theory]
    [MemberData(nameof(Models))]
    public void Of_TrainOnBatch(int model) => AllocatesNothing(model, new Adam());

    [Theory]
    [InlineData("SGD")]
    [InlineData("Adam, AMSGrad")]
    [InlineData("Lamb")]
    public void Of_TrainOnBatch_under(string optimizer) => AllocatesNothing(4, OptimizerCases.Make(optimizer, "alone"));

    [Theory]
    [MemberData(nameof(Models))]
    public void Of_the_loop_by_hand(int number)
    {
        using Model model = Make(number);
        var optimizer = new Adam();
        (float[] x, Labels labels) = Data(model);
        Assert.Equal(0, Allocations.Of(() =>
        {
            for (int i = 0; i < 10; i++)
            {
                model.Forward(x);
                model.Backward(labels, Loss.CategoricalCrossentropy);
                optimizer.Step(model);
            }
        }));
    }

    private static void AllocatesNothing(int number, Optimizer optimizer)
    {
        using Model model = Make(number);
        model.Compile(optimizer, Loss.CategoricalCrossentropy);
        (float[] x, Labels labels) = Data(model);
        Assert.Equal(0, Allocations.Of(() =>
        {
            for (int i = 0; i < 10; i++) { model.TrainOnBatch(x, labels); }
        }));
    }

    // Losses that join the slices, one with weights, and one that does not; images of one input and a table.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Of_several_inputs_and_outputs(int number)
    {
        using Model model = TwoHeads.Make(number, new CpuDevice(3));
        model.Compile(oddWeight: 0.5);
        Batch batch = TwoHeads.Data(37, [.. Enumerable.Repeat(0.5f, 37)]).Batches(37).First();
        Labels[] labels = batch.Labels();
        var loss = new Loss?[2];
        Assert.Equal(0, Allocations.Of(() =>
        {
            for (int i = 0; i < 10; i++)
            {
                model.TrainOnInputs(batch.Inputs(), labels, batch.Weights());
                model.ForwardInputs(batch.Inputs());
                model.BackwardOutputs(labels, batch.Weights(), loss);
                model.Optimizer.Step(model);
                model.PredictViews(new(batch.InputsOf("image")[..8], batch.InputsOf("meta")[..5]));
            }
        }));
    }

    private static Model Make(int number) => s_models.Value.Create($"Model{number}", new CpuDevice(3), seed: 1);

    private static (float[] X, Labels Labels) Data(Model model)
    {
        const int samples = 37;
        int classes = model.Definition.Outputs[0].Size;
        var targets = new float[samples * classes];
        for (int i = 0; i < samples; i++) { targets[(i * classes) + (i % classes)] = 1; }
        return (Numbers.Random(new Random(5), samples * model.Definition.Inputs[0].Size), new Labels(targets));
    }
}
