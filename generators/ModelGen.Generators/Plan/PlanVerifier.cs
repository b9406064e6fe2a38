using System.Runtime.CompilerServices;

namespace ModelGen.Generators.Plan;

/// <summary>
/// Proves a plan before it is printed: each call finds the version of each value that it was planned with, each gradient is whole before it
/// is used, each parameter's gradient is written once and added to by all others, and no two values that live together share memory. It
/// goes over the calls and places a fixed number of times, however many there are.
/// </summary>
internal static class PlanVerifier
{
    public static void Verify(TrainingPlan plan)
    {
        Dictionary<string, int> versions = plan.Ends.Inputs.ToDictionary(input => input, _ => 1);
        HashSet<(string Name, Kind Kind)> places = [
            .. plan.Values.Select(v => (v.Name, Kind.Value)), .. plan.Transforms.Select(t => (t.Name, Kind.Transform)),
            .. plan.Weights.Select(w => (w.Name, Kind.Weight)), .. plan.OfBatch.Values.Select(v => (v.Name, Kind.Value))];
        Follow(plan.Forward, versions, places);
        foreach (PlannedOutput output in plan.Ends.Outputs)
        {
            Require(versions.ContainsKey(output.Value), $"the output {output.Value} is never written");
            Require(!versions.ContainsKey(output.Gradient), $"two losses write {output.Gradient}");
            versions[output.Gradient] = 1;
        }

        Follow(plan.Backward, versions, places);
        GradientVerifier.Verify(plan);
        PurposeVerifier.Verify(plan);
        VerifyBarriers([.. plan.Forward, .. plan.Backward], plan.OfBatch);
        var uses = Enumerable.Range(0, plan.Backward.Count)
            .SelectMany(i => plan.Backward[i].Arguments.Select(
                a => (a.Place, Use: new Use(i, plan.Backward[i], a.Access))))
            .ToLookup(use => use.Place, use => use.Use);
        foreach (PlannedWeight weight in plan.Weights)
        {
            VerifyPacking(weight, uses[weight.Name]);
            VerifyGradient(weight, [.. uses[weight.Name]]);
        }

        foreach (PlannedRegularizer regularizer in plan.Regularizers)
        {
            VerifyRegularizer(regularizer, uses[regularizer.OnOutputs ? "D" + regularizer.Place : regularizer.Place]);
        }

        VerifyPlaces(plan);
        if (plan.Predicting is { } predicting) { VerifyPredicting(predicting, plan); }
    }

    // What slices write, each for itself, is put together by a call on the whole batch before a slice reads it.
    private static void VerifyBarriers(IEnumerable<KernelCall> calls, PlannedBatchValues values)
    {
        Dictionary<string, Division> writers = [];
        HashSet<string> names = [.. values.Values.Select(value => value.Name)];
        foreach (KernelCall call in calls)
        {
            foreach (KernelArgument argument in call.Arguments.Where(argument => names.Contains(argument.Place)))
            {
                Require(call.Division == Division.Batch || argument.Access == Access.Write || writers[argument.Place] == Division.Batch,
                    $"{call.Kernel} of layer {call.Layer} reads {argument.Place} while slices write it");
                if (argument.Access != Access.Read) { writers[argument.Place] = call.Division; }
            }
        }

        HashSet<string> late = [];
        foreach (KernelCall call in calls.Reverse())
        {
            foreach (KernelArgument argument in call.Arguments.Where(argument => names.Contains(argument.Place)))
            {
                Require(late.Contains(argument.Place) || call.Division == Division.Batch || argument.Access == Access.Read,
                    $"what slices write to {argument.Place} is not put together");
                late.Add(argument.Place);
            }
        }
    }

    private static void VerifyPredicting(PredictingPlan predicting, TrainingPlan plan)
    {
        Dictionary<string, int> versions = predicting.Ends.Inputs.ToDictionary(input => input, _ => 1);
        HashSet<(string Name, Kind Kind)> places = [
            .. predicting.Values.Select(v => (v.Name, Kind.Value)), .. plan.Transforms.Select(t => (t.Name, Kind.Transform)),
            .. plan.Weights.Select(w => (w.Name, Kind.Weight)), .. predicting.OfBatch.Values.Select(v => (v.Name, Kind.Value))];
        Follow(predicting.Forward, versions, places);
        HashSet<string> kept = MemoryPlanner.LookedAt(predicting, plan);
        foreach (string value in kept)
        {
            Require(versions.ContainsKey(value), $"{value} is never written where the model predicts");
        }

        VerifyPlaces(predicting.Values, kept.Contains, predicting.KeptValues, predicting.AllValues, Lifetimes.OfForward(predicting),
            sharesCalls: true);
    }

    private static void Follow(IEnumerable<KernelCall> calls, Dictionary<string, int> versions,
        HashSet<(string Name, Kind Kind)> places)
    {
        foreach (KernelCall call in calls)
        {
            foreach (KernelArgument argument in call.Arguments)
            {
                int found = versions.TryGetValue(argument.Place, out int version) ? version : 0;
                bool reads = argument.Access is Access.Read or Access.Add or Access.WriteSum or Access.ReadTransformed;
                string where = $"{call.Kernel} of layer {call.Layer}";
                Require(!reads || found > 0, $"{where} reads {argument.Place} before it is written");
                Require(places.Contains((argument.Place, KindOf(argument.Access))), $"{argument.Place} has no place");
                int wanted = argument.Access == Access.Read ? argument.Version : argument.Version - 1;
                Require(!argument.IsValue || found >= wanted, $"{where} needs version {wanted} of {argument.Place}, and finds {found}");
                Require(!argument.IsValue || found <= wanted, $"{where} needs version {wanted} of {argument.Place}, which is overwritten");
            }

            foreach (KernelArgument argument in call.Arguments)
            {
                if (argument.IsValue && argument.Access != Access.Read) { versions[argument.Place] = argument.Version; }
                if (argument.Access == Access.WriteTransformed) { versions[argument.Place] = 1; }
            }
        }
    }

    private static Kind KindOf(Access access) => access switch
    {
        Access.Read or Access.Write or Access.Add or Access.WriteSum => Kind.Value,
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

    private static void VerifyGradient(PlannedWeight weight, Use[] uses)
    {
        Use[] writes = [.. uses.Where(use => use.Access is Access.WriteGradient or Access.WriteLane)];
        if (!weight.Parameter.IsTrainable)
        {
            Require(!uses.Any(use => IsGradient(use.Access)), $"{weight.Name} is not trained, and has a gradient");
            return;
        }

        Use[] sums = [.. uses.Where(use => use.Access is Access.WriteGradientSum or Access.WriteLaneSum)];
        Require(writes.Length == 1, $"the gradient of {weight.Name} is written {writes.Length} times");
        Require(sums.All(use => use.Call > writes[0].Call), $"the gradient of {weight.Name} is added to before it is written");
        bool isLane = writes[0].Access == Access.WriteLane;
        Require(isLane == weight.HasLanes && sums.All(use => use.Access == Access.WriteLaneSum == isLane),
            $"the gradient of {weight.Name} is {(weight.HasLanes ? "not " : "")}summed in lanes");
        Require(writes.Concat(sums).All(use => use.Division == (isLane ? Division.Slices : Division.Batch)),
            $"the gradient of {weight.Name} is written {(isLane ? "outside" : "by")} slices");
        bool isReadLater = uses.Any(use => use.Access is Access.ReadWeight or Access.ReadPacked
            && use.Layer != writes[0].Layer && use.Call > writes[0].Call);
        Require(weight.IsShared || (sums.Length == 0 && !isReadLater), $"{weight.Name} may be updated while others still need it");
    }

    private static void VerifyRegularizer(PlannedRegularizer regularizer, IEnumerable<Use> uses)
    {
        Use[] adds = [.. uses.Where(use => use.Layer == regularizer.Layer && use.IsOfRegularizer
            && use.Access == (regularizer.OnOutputs ? Access.Add : Access.AddGradient))];
        Require(adds.Length == 1, $"the gradient of the regularizer on {regularizer.Place} is added {adds.Length} times");
        Require(uses.All(use => !IsGradient(use.Access) || use.Call < adds[0].Call),
            $"the gradient of the regularizer on {regularizer.Place} is overwritten");
    }

    private static bool IsGradient(Access access) =>
        access is Access.WriteGradient or Access.WriteLane or Access.WriteGradientSum or Access.WriteLaneSum;

    private static void VerifyPlaces(TrainingPlan plan)
    {
        HashSet<string> forward = [.. plan.Values.Where(value => !value.IsGradient).Select(value => value.Name)],
            ofInputs = Purposes.OfInputs(plan);
        VerifyPlaces(new(plan.Values.Where(value => !ofInputs.Contains(value.Name))), forward.Contains, plan.ForwardValues,
            plan.TrainingValues, Lifetimes.OfBackward(plan), sharesCalls: !plan.IsChain);
        VerifyPlaces(new(plan.Values.Where(value => ofInputs.Contains(value.Name))), _ => true, plan.InputGradientValues,
            plan.InputGradientValues, Lifetimes.OfBackward(plan), sharesCalls: false, plan.TrainingValues);
    }

    // Values that are kept have their places for themselves; after them come those that share places while they live.
    private static void VerifyPlaces(EquatableArray<PlannedValue> values, Func<string, bool> isKept, long keptValues, long allValues,
        Lifetimes lives, bool sharesCalls, long end = 0)
    {
        var together = new LivingPlaces(lives, sharesCalls);
        foreach (PlannedValue value in values.OrderBy(v => v.Offset))
        {
            bool kept = isKept(value.Name);
            Require(value.Offset >= 0 && value.Offset % MemoryPlanner.Line == 0 && value.Offset + value.Size <= allValues,
                $"{value.Name} lies outside the plan");
            Require(kept ? value.Offset + value.Size <= keptValues : value.Offset >= keptValues, $"{value.Name} does not lie in its pass");
            Require(!value.OfSlice || (!kept && lives.IsOfSlice(lives.Of(value.Name))), $"{value.Name} is needed outside its slices");
            if (!kept)
            {
                PlannedValue? other = together.Add(value);
                Require(other is null, $"{value.Name} and {other?.Name} share memory");
                continue;
            }

            Require(value.Offset >= end, $"{value.Name} shares memory with the value before it");
            end = value.Offset + MemoryPlanner.Lines(value.Size);
        }
    }

    public static void Require(bool condition, [InterpolatedStringHandlerArgument(nameof(condition))] LateText otherwise)
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
    private sealed record Use(int Call, KernelCall By, Access Access)
    {
        public int Layer => By.Layer;

        public Division Division => By.Division;

        public bool IsOfRegularizer => By.Kernel.StartsWith("Regularizer.", StringComparison.Ordinal);
    }
}
