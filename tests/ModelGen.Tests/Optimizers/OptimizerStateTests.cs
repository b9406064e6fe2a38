using Xunit;

namespace ModelGen.Tests;

/// <summary>The same bits for any number of threads, and from a state that was written down.</summary>
public class OptimizerStateTests
{
    public static TheoryData<string, string> Cases
    {
        get
        {
            TheoryData<string, string> cases = [];
            foreach (string optimizer in OptimizerCases.Optimizers)
            {
                cases.Add(optimizer, "all");
                cases.Add(optimizer, "all, by value");
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_number_of_threads_changes_no_bit(string optimizer, string settings)
    {
        float[] first = Walk(1);
        Assert.All([2, 3, 7], threads => Assert.Equal(first, Walk(threads)));

        float[] Walk(int threads)
        {
            using var store = new OptimizerStore(new CpuDevice(threads), OptimizerStore.LargeShapes);
            store.Write(store.ParameterArena, store.Start());
            Optimizer made = OptimizerCases.Make(optimizer, settings);
            for (int step = 1; step <= 4; step++) { store.Step(made, step); }
            return store.Read(store.ParameterArena);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Twenty_steps_from_a_written_state_have_the_bits_of_never_having_stopped(string optimizer, string settings) =>
        CheckResume(new CpuDevice(1), optimizer, settings, steps: 20);

    /// <summary>In the middle of an accumulation.</summary>
    internal static void CheckResume(Device device, string optimizer, string settings, int steps)
    {
        using var store = new OptimizerStore(device, OptimizerStore.SomeShapes);
        store.Write(store.ParameterArena, store.Start());
        Optimizer made = OptimizerCases.Make(optimizer, settings);
        for (int step = 1; step <= 7; step++) { store.Step(made, step); }

        OptimizerState state = made.ExportState();
        (string Name, float[] Values)[] arenas = [.. made.StateArenas.Select(arena => (arena.Name, Values(store, arena)))];
        using var other = new OptimizerStore(device, OptimizerStore.SomeShapes);
        other.WriteAll(other.ParameterArena, store.Read(store.ParameterArena));
        Optimizer resumed = OptimizerCases.Make(optimizer, settings);
        resumed.Bind(other);
        resumed.ImportState(state);
        foreach (((string name, Arena there, bool likeParameters), (string here, float[] values)) in resumed.StateArenas.Zip(arenas,
            (a, b) => (a, b)))
        {
            Assert.Equal(here, name);
            if (likeParameters) { other.WriteAll(there, values); }
            else { there.Upload(values); }
        }

        Assert.Equal(made.CurrentLearningRate, resumed.CurrentLearningRate);
        for (int step = 8; step < 8 + steps; step++)
        {
            store.Step(made, step);
            other.Step(resumed, step);
        }

        Assert.Equal(store.Read(store.ParameterArena), other.Read(other.ParameterArena));
        Assert.Equal(made.StateArenas.SelectMany(arena => Values(store, arena)),
            resumed.StateArenas.SelectMany(arena => Values(other, arena)));
        Assert.Equal(made.Iterations, resumed.Iterations);
    }

    private static float[] Values(OptimizerStore store, (string Name, Arena Values, bool LikeParameters) arena)
    {
        if (arena.LikeParameters) { return store.Read(arena.Values); }
        var values = new float[arena.Values.Length];
        arena.Values.Download(values);
        return values;
    }

    [Fact]
    public void A_state_of_another_kind_is_refused()
    {
        OptimizerState state = new Adam(.01).ExportState();
        Assert.Equal("The state is that of Adam, but the optimizer is SGD. Compile the model with Adam.",
            Assert.Throws<InvalidOperationException>(() => new SGD().ImportState(state)).Message);
        Assert.Equal(
            "The learning rate of the state was 0.01, but that of the optimizer follows CosineDecay. Compile the model with the same kind "
                + "of rate.",
            Assert.Throws<InvalidOperationException>(() => new Adam(new CosineDecay(.1, 10)).ImportState(state)).Message);
        Assert.Equal(
            "The learning rate of the state followed a schedule, but that of the optimizer is 0.01. Compile the model with the same kind "
                + "of rate.",
            Assert.Throws<InvalidOperationException>(() => new Adam(.01).ImportState(new Adam(new CosineDecay(.1, 10)).ExportState()))
                .Message);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gaps_stay_zero_and_parameters_without_gradient_stay_numbers(string optimizer, string settings)
    {
        using var store = new OptimizerStore(new CpuDevice(1), OptimizerStore.SomeShapes);
        store.Write(store.ParameterArena, store.Start());
        Optimizer made = OptimizerCases.Make(optimizer, settings);
        for (int step = 0; step < 6; step++)
        {
            store.HasGradients = true; // all 0
            made.Step(store);
        }

        Assert.All(store.Gaps(), value => Assert.Equal(0f, value));
        Assert.All(store.Read(store.ParameterArena), value => Assert.True(float.IsFinite(value)));
    }

    public static TheoryData<Optimizer> WithoutEpsilon =>
    [
        new RMSprop(epsilon: 0), new RMSprop(epsilon: 0, momentum: .9, centered: true), new Adagrad(initialAccumulatorValue: 0, epsilon: 0),
        new Adadelta(epsilon: 0), new Adam(epsilon: 0),
        new Adam(epsilon: 0, amsgrad: true), new Adamax(epsilon: 0), new Nadam(epsilon: 0), new Ftrl(initialAccumulatorValue: 0),
        new Ftrl(learningRatePower: -1, initialAccumulatorValue: 0),
        new Lamb(epsilon: 0), new Adafactor(epsilon1: 0),
    ];

    [Theory]
    [MemberData(nameof(WithoutEpsilon))]
    public void Zero_by_zero_is_no_step(Optimizer optimizer)
    {
        using var store = new OptimizerStore(new CpuDevice(1), OptimizerStore.SomeShapes);
        for (int step = 0; step < 3; step++)
        {
            store.HasGradients = true; // all 0
            optimizer.Step(store);
        }

        Assert.All(store.Read(store.ParameterArena), value => Assert.Equal(0f, value));
    }
}
