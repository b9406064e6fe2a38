using System.Runtime.CompilerServices;

namespace ModelGen.Generators.Plan;

/// <summary>
/// Proves a plan before it is printed: each value is written before it is read, each parameter's gradient exactly once, and no two values
/// that live together share memory. It goes over the calls and places a fixed number of times, however many there are.
/// </summary>
internal static class PlanVerifier
{
    public static void Verify(TrainingPlan plan)
    {
        var written = new HashSet<string> { plan.Ends.Input };
        var places = new HashSet<(string Name, Kind Kind)>([
            .. plan.Values.Select(v => (v.Name, Kind.Value)), .. plan.Transforms.Select(t => (t.Name, Kind.Transform)),
            .. plan.Weights.Select(w => (w.Name, Kind.Weight))]);
        Follow(plan.Forward, written, places);
        Require(written.Contains(plan.Ends.Output), $"the output {plan.Ends.Output} is never written");
        written.Add(plan.Ends.OutputGradient);
        Follow(plan.Backward, written, places);
        var uses = Enumerable.Range(0, plan.Backward.Count)
            .SelectMany(i => plan.Backward[i].Arguments.Select(a => (a.Place, Use: new Use(i, a.Access, plan.Backward[i].Division))))
            .ToLookup(use => use.Place, use => use.Use);
        foreach (PlannedWeight weight in plan.Weights)
        {
            VerifyPacking(weight, uses[weight.Name]);
            VerifyGradient(weight, uses[weight.Name]);
        }

        foreach (PlannedRegularizer regularizer in plan.Regularizers)
        {
            VerifyRegularizer(regularizer, uses[regularizer.OnOutputs ? "D" + regularizer.Place : regularizer.Place]);
        }

        VerifyPlaces(plan);
    }

    private static void Follow(IEnumerable<KernelCall> calls, HashSet<string> written, HashSet<(string Name, Kind Kind)> places)
    {
        foreach (KernelCall call in calls)
        {
            foreach (KernelArgument argument in call.Arguments.Where(a => a.Access is Access.Read or Access.Add or Access.ReadTransformed))
            {
                Require(written.Contains(argument.Place),
                    $"{call.Kernel} of layer {call.Layer} reads {argument.Place} before it is written");
            }

            foreach (KernelArgument argument in call.Arguments)
            {
                Require(places.Contains((argument.Place, KindOf(argument.Access))), $"{argument.Place} has no place");
                if (argument.Access is Access.Write or Access.WriteTransformed) { written.Add(argument.Place); }
            }
        }
    }

    private static Kind KindOf(Access access) => access switch
    {
        Access.Read or Access.Write or Access.Add => Kind.Value,
        Access.ReadTransformed or Access.WriteTransformed => Kind.Transform,
        _ => Kind.Weight,
    };

    private static void VerifyPacking(PlannedWeight weight, IEnumerable<Use> all)
    {
        Use[] uses = [.. all.Where(use => use.Access is Access.WritePacked or Access.ReadPacked)];
        Use[] writes = [.. uses.Where(use => use.Access == Access.WritePacked)];
        Require(weight.IsPacked || uses.Length == 0, $"{weight.Name} has no packed copy");
        Require(!weight.IsPacked || (writes.Length == 1 && writes[0] == uses[0]), $"{weight.Name} is not packed once before it is read");
        Require(writes.All(use => use.Division == Division.Batch), $"{weight.Name} is packed by slices");
    }

    private static void VerifyGradient(PlannedWeight weight, IEnumerable<Use> uses)
    {
        Use[] writes = [.. uses.Where(use => use.Access is Access.WriteGradient or Access.WriteLane)];
        Require(writes.Length == 1, $"the gradient of {weight.Name} is written {writes.Length} times");
        bool isLane = writes[0].Access == Access.WriteLane;
        Require(isLane == weight.HasLanes, $"the gradient of {weight.Name} is {(weight.HasLanes ? "not " : "")}summed in lanes");
        Require(writes[0].Division == (isLane ? Division.Slices : Division.Batch),
            $"the gradient of {weight.Name} is written {(isLane ? "outside" : "by")} slices");
    }

    private static void VerifyRegularizer(PlannedRegularizer regularizer, IEnumerable<Use> uses)
    {
        Use[] adds = [.. uses.Where(use => use.Access == (regularizer.OnOutputs ? Access.Add : Access.AddGradient))];
        Require(adds.Length == 1, $"the gradient of the regularizer on {regularizer.Place} is added {adds.Length} times");
        Require(uses.All(use => use.Access is not (Access.WriteGradient or Access.WriteLane) || use.Call < adds[0].Call),
            $"the gradient of the regularizer on {regularizer.Place} is overwritten");
    }

    private static void VerifyPlaces(TrainingPlan plan)
    {
        var lives = new Lifetimes(plan);
        var together = new LivingPlaces(lives.Segments);
        long end = 0;
        foreach (PlannedValue value in plan.Values.OrderBy(v => v.Offset))
        {
            Require(value.Offset >= 0 && value.Offset % MemoryPlanner.Line == 0 && value.Offset + value.Size <= plan.TrainingValues,
                $"{value.Name} lies outside the plan");
            Require(value.IsGradient ? value.Offset >= plan.ForwardValues : value.Offset + value.Size <= plan.ForwardValues,
                $"{value.Name} does not lie in its pass");
            Require(!value.OfSlice || (value.IsGradient && lives.IsOfSlice(lives.Of(value.Name))),
                $"{value.Name} is needed outside its slices");
            if (value.IsGradient)
            {
                PlannedValue? other = together.Add(value, lives.Of(value.Name));
                Require(other is null, $"{value.Name} and {other?.Name} share memory");
                continue;
            }

            Require(value.Offset >= end, $"{value.Name} shares memory with the value before it");
            end = value.Offset + MemoryPlanner.Lines(value.Size);
        }
    }

    private static void Require(bool condition, [InterpolatedStringHandlerArgument(nameof(condition))] LateText otherwise)
    {
        if (!condition) { throw new InvalidOperationException($"The plan is wrong: {otherwise.ToString()}."); }
    }

    /// <summary>What a name stands for.</summary>
    private enum Kind
    {
        Value,
        Transform,
        Weight,
    }

    /// <summary>How the backward pass uses a place.</summary>
    private sealed record Use(int Call, Access Access, Division Division);
}
