using Xunit;

namespace ModelGen.Tests;

/// <summary>
/// Parameters after one and three steps as the real Keras printed them (versions 3.9 to 3.16, float32): from [1, -2, 3] with gradient k
/// [.1, -.2, .3] in step k. Where a configuration says "double formula" the numbers come from the formula in double.
/// </summary>
internal static class KerasOptimizers
{
    public static IEnumerable<KerasValue> All { get; } =
    [
        Walk("SGD", "0.1", ".99000001, -1.98, 2.97, .94000006, -1.88000011, 2.82000017", () => new SGD(.1)),
        Walk("SGD", "0.1, momentum: 0.9", ".99, -1.98, 2.97, .90490001, -1.80980003, 2.71470022", () => new SGD(.1, momentum: .9)),
        Walk("SGD", "0.1, momentum: 0.9, nesterov: true", ".98100001, -1.96200001, 2.94300008, .85440999, -1.70881999, 2.56323004",
            () => new SGD(.1, .9, true)),
        Walk("SGD", "0.1, WeightDecay: 0.01", ".98900002, -1.97800004, 2.96700001, .93704295, -1.87408590, 2.81112933",
            () => new SGD(.1) { WeightDecay = .01 }),
        Walk("SGD", "0.1, ClipNorm: 0.1", ".99732739, -1.99465477, 2.99198222, .99198216, -1.98396432, 2.97594666",
            () => new SGD(.1) { ClipNorm = .1 }),
        // One parameter has the norm of all.
        Walk("SGD", "0.1, GlobalClipNorm: 0.1", ".99732739, -1.99465477, 2.99198222, .99198216, -1.98396432, 2.97594666",
            () => new SGD(.1) { GlobalClipNorm = .1 }),
        Walk("SGD", "0.1, ClipValue: 0.15", ".99, -1.98500001, 2.98499990, .96000004, -1.95500004, 2.95499969",
            () => new SGD(.1) { ClipValue = .15 }),
        Walk("RMSprop", "0.01", ".96837878, -1.96837759, 2.96837735, .91390139, -1.91389990, 2.91389966", () => new RMSprop(.01)),
        Walk("RMSprop", "0.01, momentum: 0.9", ".96837878, -1.96837759, 2.96837735, .83411509, -1.83411133, 2.83411074",
            () => new RMSprop(.01, momentum: .9)),
        Walk("RMSprop", "0.01, centered: true", ".96666855, -1.96666718, 2.96666694, .90566355, -1.90566182, 2.90566134",
            () => new RMSprop(.01, centered: true)),
        Walk("Adagrad", "0.1", ".96984887, -1.94654775, 2.93117523, .85697186, -1.79966319, 2.77309680", () => new Adagrad(.1)),
        Walk("Adadelta", "1", ".99858594, -1.99858582, 2.99858570, .99462396, -1.99462366, 2.99462342", () => new Adadelta(1.0)),
        Walk("Adam", "0.01", ".99000037, -1.99000025, 2.99000025, .97076887, -1.97076869, 2.97076869", () => new Adam(.01)),
        Walk("Adam", "0.01, amsgrad: true", ".99000037, -1.99000025, 2.99000025, .97076887, -1.97076869, 2.97076869",
            () => new Adam(.01, amsgrad: true)),
        Walk("AdamW", "0.01", ".98996037, -1.98992026, 2.98988032, .97065008, -1.97052991, 2.97040987", () => new AdamW(.01)),
        Walk("Adamax", "0.01", ".99000001, -1.99000001, 2.99000001, .97546804, -1.97546816, 2.97546816", () => new Adamax(.01)),
        Walk("Nadam", "0.01", ".98937213, -1.98937213, 2.98937202, .97067678, -1.97067678, 2.97067666", () => new Nadam(.01)),
        new("optimizer", "Nadam", "0.02, beta2: 0.99999, first step from 0", "-0.021255754", static () => [FirstStepFromZero()]),
        Walk("Ftrl", "0.1", ".01638627, -.25623927, .75474650, -.09649075, -.10935469, .59666824", () => new Ftrl(.1)),
        Walk("Lion", "0.01", ".99, -1.99, 2.99, .97000003, -1.97000003, 2.97000003", () => new Lion(.01)),
        Walk("Lamb", "0.01", ".97839755, -1.97839749, 2.97839761, .93579000, -1.93578994, 2.93579006", () => new Lamb(.01)),
        Walk("Adafactor", "0.01", ".97839755, -1.97839749, 2.97839761, .93579000, -1.93578994, 2.93579006", () => new Adafactor(.01)),
        new("optimizer", "SGD", "0.1, GradientAccumulationSteps: 2, first of each of four steps", "1, .98500001, .98500001, .94999999",
            () => [.. Steps(new SGD(.1) { GradientAccumulationSteps = 2 }, 4).Select(w => (double)w[0])]),
        new("optimizer", "SGD", "0.1, UseEma: true, EmaMomentum: 0.9, averages after three steps", ".9832, -1.9664, 2.9496", Averages),
        // 1 less 0.1 x 0.1, then less 0.1 / 1.05 x 0.2 and 0.1 / 1.1 x 0.3
        new("optimizer", "SGD", "0.1, Decay: 0.05, first of three steps, double formula", "0.99, 0.970952381, 0.943679654",
            () => [.. Steps(new SGD(.1) { Decay = .05 }, 3).Select(w => (double)w[0])]),
    ];

    private static KerasValue Walk(string name, string configuration, string expected, Func<Optimizer> make) =>
        new("optimizer", name, configuration, expected, () =>
    {
        float[][] steps = Steps(make(), 3);
        return [.. steps[0].Concat(steps[2]).Select(w => (double)w)];
    });

    private static double FirstStepFromZero()
    {
        using var model = new LinearModel(3, 1, Activation.Linear);
        model.Parameters[0].Set([0, 0, 0]);
        model.GradientArena.Upload([1, 2, -1]);
        model.HasGradients = true;
        new Nadam(.02, beta2: .99999).Step(model);
        return model.Parameters[0].ToArray()[0];
    }

    private static double[] Averages()
    {
        var optimizer = new SGD(.1) { UseEma = true, EmaMomentum = .9 };
        return [.. Steps(optimizer, 3, model => optimizer.FinalizeVariableValues(model))[2].Select(w => (double)w)];
    }

    private static float[][] Steps(Optimizer optimizer, int count, Action<Model>? atEnd = null)
    {
        using var model = new LinearModel(3, 1, Activation.Linear);
        model.Parameters[0].Set([1, -2, 3]);
        var steps = new float[count][];
        for (int k = 1; k <= count; k++)
        {
            model.GradientArena.Upload([k * .1f, k * -.2f, k * .3f]);
            model.HasGradients = true;
            optimizer.Step(model);
            if (k == count) { atEnd?.Invoke(model); }
            steps[k - 1] = model.Parameters[0].ToArray();
        }

        return steps;
    }
}

/// <summary>Every optimizer has Keras's numbers.</summary>
public class KerasOptimizerTests
{
    public static TheoryData<string> Names => [.. KerasOptimizers.All.Select(value => value.ToString())];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_optimizer_walks_as_Kerass(string name) => KerasOptimizers.All.Single(value => value.ToString() == name).Check();

    [Fact]
    public void Every_optimizer_is_in_the_list() => Assert.Equal(
        typeof(Optimizer).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Optimizer)) && type != typeof(LambdaOptimizer))
            .Select(type => type.Name).Order(StringComparer.Ordinal),
        KerasOptimizers.All.Select(value => value.Name).Distinct().Order(StringComparer.Ordinal));
}
