using Xunit;
using Reference = ModelGen.Oracle;

namespace ModelGen.Tests;

/// <summary>
/// Steps of an optimizer on a device against its double version: 1e-5 of the value, of where it began, or of the way it has gone, whichever
/// is largest.
/// </summary>
internal static class OptimizerOracle
{
    private const double Tolerance = 1e-5;

    public static void Check(Device device, string name, string settings, int steps, params int[][] shapes)
    {
        using var store = new OptimizerStore(device, shapes);
        Optimizer optimizer = OptimizerCases.Make(name, settings);
        Reference.Optimizer reference = OptimizerCases.Reference(name, settings, shapes);
        double[][] start = store.Start(), w = store.Start();
        double[][] way = [.. w.Select(values => new double[values.Length])];
        store.Write(store.ParameterArena, start);
        for (int step = 1; step <= steps; step++)
        {
            double[][] before = [.. w.Select(values => (double[])values.Clone())];
            reference.Update(w, store.Gradients(step), shapes);
            for (int p = 0; p < w.Length; p++)
            {
                for (int i = 0; i < w[p].Length; i++) { way[p][i] += Math.Abs(w[p][i] - before[p][i]); }
            }

            store.Step(optimizer, step);
        }

        Compare("parameter", w, store.Parts(store.Read(store.ParameterArena)));
        Assert.All(store.Gaps(), value => Assert.Equal(0f, value));
        Assert.Equal(steps / reference.GradientAccumulationSteps, optimizer.Iterations);
        if (!reference.UseEma) { return; }

        double[][] averages = [.. w.Select((values, p) => reference.Averages(p, values.Length))];
        optimizer.FinalizeVariableValues(store);
        Compare("average", averages, store.Parts(store.Read(store.ParameterArena)));

        void Compare(string what, double[][] expected, float[][] actual)
        {
            for (int p = 0; p < expected.Length; p++)
            {
                for (int i = 0; i < expected[p].Length; i++)
                {
                    if (reference is Reference.Lion lion && lion.Doubtful.Contains((p, i))) { continue; }
                    double tolerance = Tolerance * Math.Max(Math.Abs(expected[p][i]), Math.Max(Math.Abs(start[p][i]), way[p][i]));
                    if (!(Math.Abs(expected[p][i] - actual[p][i]) <= tolerance))
                    {
                        Assert.Fail(
                            $"{name}, {settings}: {what} {p} place {i} is {actual[p][i]}, should be {expected[p][i]} +- {tolerance:g2} "
                            + $"after {steps} steps.");
                    }
                }
            }
        }
    }
}

/// <summary>Every optimizer with every common setting against its double version, for 100 steps.</summary>
public class OptimizerOracleTests
{
    public static TheoryData<string, string> Cases
    {
        get
        {
            TheoryData<string, string> cases = [];
            foreach (string optimizer in OptimizerCases.Optimizers)
            {
                foreach (string settings in OptimizerCases.Settings) { cases.Add(optimizer, settings); }
            }

            return cases;
        }
    }

    public static TheoryData<string> Optimizers => [.. OptimizerCases.Optimizers];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_hundred_steps_agree_with_the_Oracle(string optimizer, string settings) =>
        OptimizerOracle.Check(new CpuDevice(1), optimizer, settings, steps: 100, [3, 3, 2, 5], [5], [13, 17], [17]);

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Parameters_of_many_pieces_agree_with_the_Oracle(string optimizer) =>
        OptimizerOracle.Check(new CpuDevice(2), optimizer, "all", steps: 6, OptimizerStore.LargeShapes);
}
