using ModelGen.Tests.Contract;
using Xunit;

namespace ModelGen.Tests.Training;

/// <summary>[Compile] sets a model up as the call does.</summary>
public class SetupAttributeTests
{
    private static readonly float[] s_samples = [.. Enumerable.Range(0, 40).Select(i => ((i * 7) % 11) - 5f)];
    private static readonly int[] s_classes = [0, 1, 2, 0, 1, 2, 0, 1, 2, 0];

    private static readonly Lazy<CompiledModels> s_models = new(() => StackCompiler.Compile("""
        using ModelGen;

        [Compile(Loss = "sparse_categorical_crossentropy", Optimizer = "adam", LearningRate = 0.002, Metrics = ["accuracy"])]
        [Input(4)] [Dense(16, Activation.ReLU)] [Dense(3, Activation.Softmax)]
        public partial class Declared;

        [Input(4)] [Dense(16, Activation.ReLU)] [Dense(3, Activation.Softmax)]
        public partial class Called;
        """));

    [Fact]
    public void A_new_model_is_ready_and_trains_to_the_same_bits()
    {
        using Model declared = s_models.Value.Create("Declared", Device.Cpu, seed: 3);
        using Model called = s_models.Value.Create("Called", Device.Cpu, seed: 3);
        called.Compile(new Adam(0.002), "sparse_categorical_crossentropy", ["accuracy"]);
        Assert.IsType<Adam>(declared.Optimizer);
        Assert.Equal(0.002, declared.Optimizer.CurrentLearningRate);
        History a = declared.Fit(s_samples, s_classes, epochs: 3, batchSize: 4, verbose: 0);
        History b = called.Fit(s_samples, s_classes, epochs: 3, batchSize: 4, verbose: 0);
        Assert.Equal(b["loss"], a["loss"]);
        Assert.Equal(b["accuracy"], a["accuracy"]);
        Assert.Equal(called.Parameters.SelectMany(p => p.ToArray()), declared.Parameters.SelectMany(p => p.ToArray()));
    }

    [Fact]
    public void The_call_says_it_anew()
    {
        using Model model = s_models.Value.Create("Declared", Device.Cpu, seed: 3);
        model.Compile(new SGD(0.1), Loss.CategoricalCrossentropy);
        Assert.IsType<SGD>(model.Optimizer);
        Assert.DoesNotContain("accuracy", model.Fit(s_samples, s_classes, verbose: 0).Names);
    }
}
