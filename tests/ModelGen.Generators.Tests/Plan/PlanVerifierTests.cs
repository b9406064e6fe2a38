using Microsoft.CodeAnalysis;
using ModelGen.Generators.Infer;
using ModelGen.Generators.Plan;
using ModelGen.Generators.Read;
using ModelGen.Generators.Specs;

namespace ModelGen.Generators.Tests;

/// <summary>A plan that is wrong in any way is refused with a sentence that says in which.</summary>
public class PlanVerifierTests
{
    private const string Convolutions = """
        [Input(20, 20, 32)] [Conv2D(32, 3)] [Conv2D(32, 3, Tanh, KernelL2 = 0.1)] [MaxPool(2)] [Flatten]
        [Dense(20, ReLU, ActivityL1 = 0.1)] [Dense(6, Softmax)]
        """;

    [Fact]
    public void A_plan_that_is_right_passes() => PlanVerifier.Verify(Plan());

    [Fact]
    public void A_plan_that_is_wrong_does_not()
    {
        TrainingPlan plan = Plan();
        AssertWrong("reads Y1 before it is written", plan with { Forward = Without(plan.Forward, c => Writes(c, "Y1")) });
        AssertWrong("the output Y6 is never written", plan with { Forward = Without(plan.Forward, c => Writes(c, "Y6")) });
        AssertWrong("Y2 has no place", plan with { Values = new(plan.Values.Where(v => v.Name != "Y2")) });
        AssertWrong("W5 has no place", plan with { Weights = new(plan.Weights.Where(w => w.Name != "W5")) });
        AssertWrong("U1 has no place", plan with { Transforms = default });
        AssertWrong("W2 has no packed copy", With(plan, "W2", w => w with { IsPacked = false }));
        AssertWrong("W2 is not packed once", plan with { Backward = Twice(plan.Backward, Access.WritePacked, "W2") });
        AssertWrong("W2 is not packed once", plan with { Backward = new(plan.Backward.Skip(1).Append(plan.Backward[0])) });
        AssertWrong("W2 is packed by slices", plan with { Backward = Divided(plan.Backward, Access.WritePacked, "W2") });
        AssertWrong("the gradient of W5 is written 2 times", plan with { Backward = Twice(plan.Backward, Access.WriteGradient, "W5") });
        AssertWrong("the gradient of B1 is not summed in lanes",
            plan with { Backward = Changed(plan.Backward, Access.WriteLane, Access.WriteGradient, "B1") });
        AssertWrong("the gradient of B1 is summed in lanes", With(plan, "B1", w => w with { HasLanes = false }));
        AssertWrong("is written outside slices", plan with { Backward = Divided(plan.Backward, Access.WriteLane, "W1") });
        AssertWrong("is written by slices", plan with { Backward = Divided(plan.Backward, Access.WriteGradient, "W5") });
        AssertWrong("on W2 is added 2 times", plan with { Backward = Twice(plan.Backward, Access.AddGradient, "W2") });
        AssertWrong("on W2 is overwritten", plan with { Backward = First(plan.Backward, Access.AddGradient, "W2") });
        AssertWrong("on Y5 is added 0 times", plan with { Backward = Changed(plan.Backward, Access.Add, Access.Write, "DY5") });
        AssertWrong("Y6 lies outside the plan", At(plan, "Y6", -16));
        AssertWrong("Y6 lies outside the plan", At(plan, "Y6", Value(plan, "Y6").Offset + 1));
        AssertWrong("DY2 does not lie in its pass", At(plan, "DY2", 0));
        AssertWrong("Y6 shares memory", At(plan, "Y6", Value(plan, "Y5").Offset));
        AssertWrong("share memory", At(plan, "DY5", Value(plan, "DZ6").Offset));
        AssertWrong("DY5 is needed outside its slices",
            plan with { Values = new(plan.Values.Select(v => v.Name == "DY5" ? v with { OfSlice = true } : v)) });
    }

    private static TrainingPlan Plan()
    {
        Compilation compilation = Compiler.Create($"{Convolutions} public partial class Net;");
        ModelSpec model = ModelReader.Read(compilation.GetTypeByMetadataName("Net")!, default)!;
        return TrainingPlanner.Plan(ShapeInference.Infer(model, out _)!);
    }

    private static void AssertWrong(string part, TrainingPlan plan) => Assert.Contains(
        part, Assert.Throws<InvalidOperationException>(() => PlanVerifier.Verify(plan)).Message, StringComparison.Ordinal);

    private static bool Writes(KernelCall call, string place) => Has(call, Access.Write, place);

    private static bool Has(KernelCall call, Access access, string place) =>
        call.Arguments.Any(a => a.Access == access && a.Place == place);

    private static PlannedValue Value(TrainingPlan plan, string name) => plan.Values.First(v => v.Name == name);

    private static EquatableArray<KernelCall> Without(EquatableArray<KernelCall> calls, Func<KernelCall, bool> which) =>
        new(calls.Where(call => !which(call)));

    private static EquatableArray<KernelCall> Twice(EquatableArray<KernelCall> calls, Access access, string place) =>
        new(calls.SelectMany(call => Has(call, access, place) ? new[] { call, call } : [call]));

    private static EquatableArray<KernelCall> First(EquatableArray<KernelCall> calls, Access access, string place) =>
        new(calls.OrderBy(call => !Has(call, access, place)));

    private static EquatableArray<KernelCall> Divided(EquatableArray<KernelCall> calls, Access access, string place) =>
        new(calls.Select(call => Has(call, access, place)
            ? call with { Division = call.Division == Division.Batch ? Division.Slices : Division.Batch } : call));

    private static EquatableArray<KernelCall> Changed(EquatableArray<KernelCall> calls, Access from, Access to, string place) =>
        new(calls.Select(call => call with
        {
            Arguments = new(call.Arguments.Select(a => a.Access == from && a.Place == place ? a with { Access = to } : a)),
        }));

    private static TrainingPlan With(TrainingPlan plan, string weight, Func<PlannedWeight, PlannedWeight> change) =>
        plan with { Weights = new(plan.Weights.Select(w => w.Name == weight ? change(w) : w)) };

    private static TrainingPlan At(TrainingPlan plan, string value, long offset) =>
        plan with { Values = new(plan.Values.Select(v => v.Name == value ? v with { Offset = offset } : v)) };
}
