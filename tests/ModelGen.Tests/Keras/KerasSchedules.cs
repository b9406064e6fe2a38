using Xunit;

namespace ModelGen.Tests;

/// <summary>
/// Rates of steps 0, 1, 5, 6, 10, 11, 15 and 25 as the real Keras 3.16 printed them. Where a configuration says "double formula" the
/// numbers come from the formula, computed in double by another program.
/// </summary>
internal static class KerasSchedules
{
    private static readonly int[] s_steps = [0, 1, 5, 6, 10, 11, 15, 25];

    public static IEnumerable<KerasValue> All { get; } =
    [
        Rates("0.1, 10, 0.5", ".1, .09330330, .07071068, .06597540, .05, .04665165, .03535534, .01767767",
            new ExponentialDecay(.1, 10, .5)),
        Rates("0.1, 10, 0.5, staircase: true, double formula", ".1, .1, .1, .1, .05, .05, .05, .025",
            new ExponentialDecay(.1, 10, .5, staircase: true)),
        Rates("[5, 10], [1, 0.5, 0.1]", "1, 1, 1, .5, .5, .1, .1, .1", new PiecewiseConstantDecay([5, 10], [1, .5, .1])),
        Rates("0.1, 10", ".1, .09001, .05005, .04006, 1e-4, 1e-4, 1e-4, 1e-4", new PolynomialDecay(.1, 10)),
        Rates("0.1, 10, endLearningRate: 0.01, power: 2, double formula", "0.1, 0.0829, 0.0325, 0.0244, 0.01, 0.01, 0.01, 0.01",
            new PolynomialDecay(.1, 10, .01, 2)),
        Rates("0.1, 10, cycle: true, double formula", "0.1, 0.09001, 0.05005, 0.04006, 0.0001, 0.045055, 0.025075, 0.01675",
            new PolynomialDecay(.1, 10, cycle: true)),
        Rates("0.1, 10, 0.5", ".1, .0952381, .08, .07692308, .06666667, .06451614, .05714286, .04444444", new InverseTimeDecay(.1, 10, .5)),
        Rates("0.1, 10, 0.5, staircase: true, double formula", "0.1, 0.1, 0.1, 0.1, 0.066666666667, 0.066666666667, 0.066666666667, 0.05",
            new InverseTimeDecay(.1, 10, .5, staircase: true)),
        Rates("0.1, 10", ".1, .09755283, .05, .03454914, 0, 0, 0, 0", new CosineDecay(.1, 10)),
        Rates("0.01, 10, alpha: 0.1, warmupTarget: 0.2, warmupSteps: 5, double formula",
            "0.01, 0.048, 0.2, 0.195595086467, 0.11, 0.082188470506, 0.02, 0.02",
            new CosineDecay(.01, 10, alpha: .1, warmupTarget: .2, warmupSteps: 5)),
        Rates("0.1, 10", ".1, .09755283, .05, .03454914, .1, .09938442, .08535534, .01464466", new CosineDecayRestarts(.1, 10)),
        Rates("0.1, 10, tMul: 1, mMul: 0.8, alpha: 0.1, double formula",
            "0.1, 0.097797543233, 0.055, 0.041094235253, 0.082, 0.080238034587, 0.046, 0.0388",
            new CosineDecayRestarts(.1, 10, tMul: 1, mMul: .8, alpha: .1)),
        Rates("0.1, 10, tMul: 1.5, mMul: 0.5, double formula",
            "0.1, 0.097552825815, 0.05, 0.034549150281, 0.05, 0.049453690018, 0.0375, 0.025",
            new CosineDecayRestarts(.1, 10, tMul: 1.5, mMul: .5)),
    ];

    private static KerasValue Rates(string configuration, string expected, LearningRateSchedule schedule) =>
        new("schedule", schedule.GetType().Name, configuration, expected, () => [.. s_steps.Select(step => schedule.At(step))]);
}

/// <summary>Every schedule has Keras's numbers.</summary>
public class KerasScheduleTests
{
    public static TheoryData<string> Names => [.. KerasSchedules.All.Select(value => value.ToString())];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_schedule_goes_as_Kerass(string name) => KerasSchedules.All.Single(value => value.ToString() == name).Check();

    [Fact]
    public void Every_schedule_is_in_the_list() => Assert.Equal(
        typeof(Optimizer).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(LearningRateSchedule))).Select(type => type.Name)
            .Order(StringComparer.Ordinal),
        KerasSchedules.All.Select(value => value.Name).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Restarts_come_at_the_first_step_of_each_period()
    {
        var schedule = new CosineDecayRestarts(.1, 10);
        foreach (int start in new[] { 0, 10, 30, 70, 150, 310, 630, 1_270 })
        {
            Assert.Equal(.1, schedule.At(start), 1e-6);
            if (start > 0) { Assert.True(schedule.At(start - 1) < .003); }
        }
    }

    [Fact]
    public void A_number_out_of_range_is_named_with_its_value_and_range()
    {
        Says("initialLearningRate is -1; it must be at least 0 and finite.", () => new ExponentialDecay(-1, 10, .5));
        Says("decaySteps is 0; it must be at least 1.", () => new InverseTimeDecay(.1, 0, .5));
        Says("decayRate is NaN; it must be at least 0 and finite.", () => new ExponentialDecay(.1, 1, double.NaN));
        Says("values[1] is -0.5; it must be at least 0 and finite.", () => new PiecewiseConstantDecay([5], [1, -.5]));
        Says("power is -1; it must be at least 0 and finite.", () => new PolynomialDecay(.1, 10, power: -1));
        Says("alpha is 1.5; it must be from 0 to 1.", () => new CosineDecay(.1, 10, alpha: 1.5));
        Says("warmupTarget is -1; it must be at least 0 and finite.", () => new CosineDecay(.1, 10, warmupTarget: -1));
        Says("tMul is 0.5; it must be at least 1 and finite.", () => new CosineDecayRestarts(.1, 10, tMul: .5));
        Says("step is -1; it must be at least 0.", () => new CosineDecay(.1, 10).At(-1));

        static void Says(string message, Action act) => Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(act).Message);
    }

    [Fact]
    public void Stretches_that_make_no_sense_are_refused()
    {
        Assert.StartsWith("2 boundaries and 2 values are given; there must be at least one boundary, and one value more than boundaries.",
            Assert.Throws<ArgumentException>(() => new PiecewiseConstantDecay([5, 10], [1, .5])).Message);
        Assert.StartsWith("Boundaries must rise, but 5 comes after 10.",
            Assert.Throws<ArgumentException>(() => new PiecewiseConstantDecay([10, 5], [1, .5, .1])).Message);
    }
}
