using Xunit;

namespace ModelGen.Tests;

/// <summary>An update that would not be finite leaves a place as it was, whatever the optimizer and its settings, and says where.</summary>
public class FaultyUpdateTests
{
    // In the kernel of a convolution, and in the second piece of a dense layer's on a GPU.
    private static readonly int[] s_places = [3, 700];

    public static TheoryData<string, string> Optimizers
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (string optimizer in OptimizerCases.Optimizers)
            {
                foreach (string settings in OptimizerCases.Settings) { data.Add(optimizer, settings); }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void An_optimizer_keeps_what_would_not_be_finite(string optimizer, string settings) =>
        Check(new CpuDevice(2), optimizer, settings);

    [Theory]
    [InlineData(float.PositiveInfinity, "SGD", "alone")]
    [InlineData(float.NegativeInfinity, "Lion", "alone")]
    [InlineData(float.PositiveInfinity, "RMSprop, momentum", "averages")]
    [InlineData(1e30f, "Adam", "alone")] // its square is not finite, and a slot with it would stand still for ever
    [InlineData(1e30f, "Adagrad", "weight decay")]
    public void Infinite_gradients_and_slots_that_overflow_are_faults(float gradient, string optimizer, string settings)
    {
        using var store = new OptimizerStore(new CpuDevice(1), OptimizerStore.SomeShapes);
        Optimizer made = OptimizerCases.Make(optimizer, settings);
        store.Step(made, 1);
        var error = Assert.Throws<NonFiniteUpdateException>(() => store.Step(made, 2, other: 3, gradient));
        Assert.Equal(
            "The update of layer_0/kernel is not finite. What it would have made NaN or infinite is as it was before. Look for NaN, "
            + "infinity or very large numbers in the inputs, and try a smaller learning rate or GlobalClipNorm.",
            error.Message);
        AllFinite(store, made);
    }

    [Fact]
    public void What_is_not_faulty_has_the_bits_that_it_would_have_had()
    {
        using OptimizerStore one = new(new CpuDevice(1), OptimizerStore.LargeShapes),
            other = new(new CpuDevice(2), OptimizerStore.LargeShapes);
        (Optimizer first, Optimizer second) = (new Adam(.01), new Adam(.01));
        one.Step(first, 1);
        Assert.Throws<NonFiniteUpdateException>(() => other.Step(second, 1, other: 2_000, float.NaN));
        (float[] expected, float[] actual) = (one.Read(one.ParameterArena), other.Read(other.ParameterArena));
        int[] different = [.. Enumerable.Range(0, expected.Length).Where(i => expected[i] != actual[i])];
        Assert.Equal([2_000], different);
    }

    internal static void Check(Device device, string optimizer, string settings)
    {
        using var store = new OptimizerStore(device, OptimizerStore.SomeShapes);
        Optimizer made = OptimizerCases.Make(optimizer, settings);
        int step = 1;
        for (; step <= 2; step++) { store.Step(made, step); }
        foreach (int place in s_places)
        {
            float[] before = store.Read(store.ParameterArena);
            if (device is CpuDevice) { Assert.Throws<NonFiniteUpdateException>(() => store.Step(made, step, place, float.NaN)); }
            else
            {
                store.Step(made, step, place, float.NaN);
                Assert.StartsWith("layer_", store.FindFault()?.Parameter);
                store.ClearFault();
            }

            // Others go on by averages, by what was added up before, or in the direction that they had.
            bool goesByItself = !made.UseEma && made.GradientAccumulationSteps is null && made is not (Lamb or Adafactor);
            if (goesByItself) { Assert.Equal(before[place], store.Read(store.ParameterArena)[place]); }
            AllFinite(store, made);
            step++;
        }

        for (int i = 0; i < 4; i++, step++) { store.Step(made, step); }
        Assert.Null(store.FindFault());
        AllFinite(store, made);
        Assert.Equal(step - 1, store.Iteration);
    }

    private static void AllFinite(OptimizerStore store, Optimizer optimizer)
    {
        Assert.Equal(-1, Bounds.IndexOfNonFinite(store.Read(store.ParameterArena)));
        foreach ((string name, Arena arena, _) in optimizer.StateArenas)
        {
            var values = new float[arena.Length];
            arena.Download(values);
            Assert.True(Bounds.IndexOfNonFinite(values) < 0, name);
        }
    }
}
