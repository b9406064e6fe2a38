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
        AssertWrong("W1 is not packed once", plan with { Backward = new(plan.Backward.Skip(1).Append(plan.Backward[0])) });
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

    // Layer 1 is read by layers 2 and 4, the sum; layers 1 and 3 have their gradients where that of the sum, Y5, lies.
    private const string Branches = """
        [Input(20, 20, 8)] [Conv2D(8, 3, ReLU, Padding = Padding.Same, Name = "trunk")] [Conv2D(8, 3, ReLU, Padding = Padding.Same)]
        [AveragePool(2, Strides = 1, Padding = Padding.Same)] [Add("trunk")] [Activation(ReLU)] [GlobalAveragePool] [Dense(6)]
        """;

    [Fact]
    public void A_graph_that_is_wrong_does_not_pass()
    {
        TrainingPlan plan = GraphPlanTests.Plan(Branches);
        PlanVerifier.Verify(plan);
        int sum = IndexOf(plan.Backward, call => call.Arguments.Any(a => a.Access == Access.WriteSum && a.Place == "DY5"));
        int reader = IndexOf(plan.Backward, call => call.Kernel == "AveragePool.Backward");
        AssertWrong("AveragePool.Backward of layer 3 reads DY5 before it is written",
            plan with { Backward = Moved(plan.Backward, reader, 0) });
        AssertWrong("needs version 3 of DY5, and finds 2", plan with { Backward = new(plan.Backward.Where((_, i) => i != sum)) });
        AssertWrong("the gradient of Y1 lacks what layer 2 contributes", WithGradient(plan, "Y1", g => g with { From = new(4) }));
        AssertWrong("the gradient of Y1 has contributions of others", WithGradient(plan, "Y1", g => g with { From = new(4, 2, 6) }));
        AssertWrong("reads the gradient of Y2 before it is whole", WithGradient(plan, "Y2", g => g with { Version = 2 }));
        AssertWrong("share memory", At(plan, "DY5", Value(plan, "DY2").Offset));

        PredictingPlan predicting = plan.Predicting!;
        AssertWrong("Conv2D.Forward of layer 2 reads Y1 before it is written",
            With(predicting with { Forward = new(predicting.Forward.Skip(1)) }));
        AssertWrong("share memory", With(At(predicting, "Y2", predicting.Values.First(v => v.Name == "Y1").Offset)));
        AssertWrong("Y2 does not lie in its pass", With(At(predicting, "Y2", 0)));
        AssertWrong("Y7 is never written where the model predicts",
            With(predicting with { Forward = new(predicting.Forward.Take(predicting.Forward.Count - 1)) }));
        AssertWrong("Y6 is needed outside its slices",
            With(predicting with { Values = new(predicting.Values.Select(v => v.Name == "Y6" ? v with { OfSlice = true } : v)) }));

        TrainingPlan With(PredictingPlan changed) => plan with { Predicting = changed };
    }

    [Fact]
    public void A_parameter_of_several_layers_that_is_wrong_does_not_pass()
    {
        // Layers 1 and 2 are one.
        TrainingPlan plan = GraphPlanTests.Plan("[Input(6)] [Dense(6)] [Dense(6)] [Dense(2)]",
            model => model with { Nodes = new(model.Nodes.Select((node, i) => i == 2 ? node with { SharesWith = 1 } : node)) });
        PlanVerifier.Verify(plan);
        AssertWrong("W1 may be updated while others still need it", With(plan, "W1", w => w with { IsShared = false }));
        AssertWrong("the gradient of W1 is written 2 times",
            plan with { Backward = Changed(plan.Backward, Access.WriteGradientSum, Access.WriteGradient, "W1") });
        AssertWrong("the gradient of W1 is written 0 times",
            plan with { Backward = Changed(plan.Backward, Access.WriteGradient, Access.WriteGradientSum, "W1") });
        AssertWrong("the gradient of W1 is added to before it is written",
            plan with { Backward = new(plan.Backward.Select(Swapped)) });

        KernelCall Swapped(KernelCall call) =>
            call with { Arguments = new(call.Arguments.Select(a => a with { Access = Other(a.Access) })) };

        Access Other(Access access) => access == Access.WriteGradient ? Access.WriteGradientSum
            : access == Access.WriteGradientSum ? Access.WriteGradient : access;
    }

    [Fact]
    public void A_gradient_that_is_changed_while_a_sibling_still_reads_it_does_not_pass()
    {
        // Both layers have their gradients where that of the sum lies; layer 1, the last to come, changes it in place.
        TrainingPlan plan = GraphPlanTests.Plan(
            "[Input(6, Name = \"in\")] [Dense(5, ReLU, Name = \"a\")] [From(\"in\")] [Dense(5, ReLU)] [Add(\"a\")] [Dense(2)]");
        int first = IndexOf(plan.Backward, call => call.Layer == 2 && call.Kernel == "Elementwise.Backward");
        int last = IndexOf(plan.Backward, call => call.Layer == 1 && call.Kernel == "Elementwise.Backward");
        AssertWrong("Elementwise.Backward of layer 2 needs version 1 of DY3, which is overwritten",
            plan with { Backward = Moved(plan.Backward, last, first) });
    }

    [Fact]
    public void Several_ends_that_are_wrong_do_not_pass()
    {
        // Two inputs; the first output is read on, and ends in a softmax whose loss may begin at its input.
        TrainingPlan plan = GraphPlanTests.Plan(
            "[Input(6, Name = \"a\")] [Input(6)] [Add(\"a\")] [Dense(5, Softmax)] [Output] [Dense(4)] [Output] [Dense(1, Sigmoid)] "
                + "[Output]");
        PlanVerifier.Verify(plan);
        PlannedEnds ends = plan.Ends;
        AssertWrong("reads X1 before it is written", plan with { Ends = ends with { Inputs = new(ends.Inputs.Take(1)) } });
        AssertWrong("the output Y9 is never written", WithOutput(1, output => output with { Value = "Y9" }));
        AssertWrong("two losses write DY2", WithOutput(1, output => output with { Gradient = "DY2" }));
        AssertWrong("the gradient of Y3 has contributions of others", WithOutput(1, output => output with { Value = "Y2" }));
        AssertWrong("the gradient of Y2 lacks what layer 3 contributes", WithGradient(plan, "Y2", g => g with { From = new(0) }));
        AssertWrong("needs version 2 of DY2, and finds 1",
            plan with { Backward = new(plan.Backward.Where(call => call.Kernel != "OutputGradient.Begin")) });

        // What a loss writes lives from before the first call: no other gradient may lie there.
        PlannedOutput last = ends.Outputs[2], first = ends.Outputs[0];
        AssertWrong("share memory", At(plan, first.LogitsGradient, Value(plan, last.LogitsGradient).Offset));
        AssertWrong("share memory", At(plan, first.Gradient, Value(plan, ends.Outputs[1].Gradient).Offset));

        TrainingPlan WithOutput(int place, Func<PlannedOutput, PlannedOutput> change) =>
            plan with { Ends = ends with { Outputs = new(ends.Outputs.Select((output, i) => i == place ? change(output) : output)) } };
    }

    private static int IndexOf(EquatableArray<KernelCall> calls, Func<KernelCall, bool> which) =>
        Enumerable.Range(0, calls.Count).First(i => which(calls[i]));

    private static EquatableArray<KernelCall> Moved(EquatableArray<KernelCall> calls, int from, int to)
    {
        List<KernelCall> moved = [.. calls];
        moved.RemoveAt(from);
        moved.Insert(to, calls[from]);
        return new(moved);
    }

    private static TrainingPlan WithGradient(TrainingPlan plan, string value, Func<PlannedGradient, PlannedGradient> change) =>
        plan with { Gradients = new(plan.Gradients.Select(g => g.Value == value ? change(g) : g)) };

    private static PredictingPlan At(PredictingPlan plan, string value, long offset) =>
        plan with { Values = new(plan.Values.Select(v => v.Name == value ? v with { Offset = offset } : v)) };

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
