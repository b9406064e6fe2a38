using ModelGen.Oracle;
using ModelGen.Tests.Contract;
using Xunit;

namespace ModelGen.Tests;

/// <summary>Batch normalization gives what Keras printed: outputs, gradients, moving statistics after one batch and after three.</summary>
public class KerasNormalizationTests
{
    private static readonly Lazy<CompiledModels> s_models = new(() => StackCompiler.CompileStacks(
        [.. KerasNormalization.All.Select(c => Stack(c)), .. KerasNormalization.All.Select(c => Stack(Untrained(c)))]));

    public static TheoryData<string> Ids => [.. KerasNormalization.All.Select(c => c.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Outputs_gradients_and_moving_statistics_are_Keras_s(string id)
    {
        LayerContract.AssertCompiles(s_models.Value);
        int place = Array.FindIndex(KerasNormalization.All, c => c.Id == id);
        bool onGpu = Extent.IsFull || id is "training_axis1";
        foreach (Device device in (Device[])[ContractDevices.Cpu[0], .. onGpu ? ContractDevices.Gpu : []])
        {
            Check(KerasNormalization.All[place], place, device);
        }
    }

    private static void Check(KerasNormalizationCase normalization, int place, Device device)
    {
        using Model model = s_models.Value.Create($"Model{place}", device, seed: 1);
        Set(model, normalization.Weights);
        foreach (KerasNormalizationStep step in normalization.Steps)
        {
            float[] samples = Samples(model, normalization, step.Inputs);
            AssertEqual(step.Outputs, normalization.IsTraining ? model.Forward(samples).ToArray() : Predict(model, samples));
            if (step.Coefficients.Length > 0 && normalization.IsTraining)
            {
                model.BackwardFrom(step.Coefficients);
                AssertEqual(step.InputGradient, model.Parameters["x/kernel"].GradientToArray());
                foreach ((string name, float[] values) in step.Gradients)
                {
                    AssertEqual(values, model.Parameters[$"batch_normalization/{name}"].GradientToArray());
                }
            }

            foreach ((string name, float[] values) in step.WeightsAfter)
            {
                AssertEqual(values, model.Parameters[$"batch_normalization/{name}"].ToArray());
            }
        }

        if (normalization.ThenPredicted.Length > 0)
        {
            AssertEqual(normalization.ThenPredicted, Predict(model, Samples(model, normalization, normalization.Steps[0].Inputs)));
        }

        if (!normalization.IsTraining) { CheckUntrained(normalization, KerasNormalization.All.Length + place, device); }
    }

    // Keras printed gradients of predictions too. Here only a layer that is not trained goes back by moving statistics.
    private static void CheckUntrained(KerasNormalizationCase normalization, int place, Device device)
    {
        using Model model = s_models.Value.Create($"Model{place}", device, seed: 1);
        Set(model, normalization.Weights);
        KerasNormalizationStep step = normalization.Steps[0];
        AssertEqual(step.Outputs, model.Forward(Samples(model, normalization, step.Inputs)).ToArray());
        model.BackwardFrom(step.Coefficients);
        AssertEqual(step.InputGradient, model.Parameters["x/kernel"].GradientToArray());
    }

    private static float[] Predict(Model model, float[] samples) => model.Predict(samples, batchSize: samples.Length);

    // A sample says which row of the kernel it is: the rows are what arrives at the layer, and their gradients those of its inputs.
    private static float[] Samples(Model model, KerasNormalizationCase normalization, float[] inputs)
    {
        int count = Count(normalization);
        model.Parameters["x/kernel"].Set(inputs);
        return [.. Enumerable.Range(0, count * count).Select(i => i % (count + 1) == 0 ? 1f : 0f)];
    }

    private static void Set(Model model, (string Name, float[] Values)[] weights)
    {
        foreach ((string name, float[] values) in weights) { model.Parameters[$"batch_normalization/{name}"].Set(values); }
    }

    private static int Count(KerasNormalizationCase normalization) => normalization.Steps[0].Inputs.Length / Size(normalization);

    private static int Size(KerasNormalizationCase normalization) => Shapes.Size(normalization.Shape);

    private static KerasNormalizationCase Untrained(KerasNormalizationCase normalization) => normalization with
    {
        Attribute = normalization.Attribute.Contains("axis", StringComparison.OrdinalIgnoreCase)
            ? "[BatchNormalization(Axis = 1, Trainable = false)]" : "[BatchNormalization(Trainable = false)]",
    };

    private static string Stack(KerasNormalizationCase normalization)
    {
        string reshape = normalization.Shape.Length == 1 ? "" : $" [Reshape({string.Join(", ", normalization.Shape)})]";
        return $"[Input({Count(normalization)})] [Dense({Size(normalization)}, UseBias = false, Name = \"x\")]{reshape} "
            + normalization.Attribute;
    }

    private static void AssertEqual(float[] expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        double largest = expected.Max(Math.Abs);
        for (int i = 0; i < expected.Length; i++) { Assert.Equal(expected[i], actual[i], 1e-6 * Math.Max(1, largest)); }
    }
}
