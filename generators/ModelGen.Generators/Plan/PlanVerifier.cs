namespace ModelGen.Generators.Plan;

/// <summary>
/// Proves a plan before it is printed: each value is written before it is read, each parameter's gradient exactly once, and no two values
/// that live together share memory.
/// </summary>
internal static class PlanVerifier
{
    public static void Verify(TrainingPlan plan)
    {
        var written = new HashSet<string> { plan.Ends.Input };
        VerifyPacking(plan);
        Follow(plan.Forward, written, plan);
        Require(written.Contains(plan.Ends.Output), $"the output {plan.Ends.Output} is never written");
        written.Add(plan.Ends.OutputGradient);
        Follow(plan.Backward, written, plan);
        VerifyGradients(plan);
        VerifyRegularizers(plan);
        VerifyPlaces(plan);
    }

    private static void Follow(IEnumerable<KernelCall> calls, HashSet<string> written, TrainingPlan plan)
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
                bool isValue = argument.Access is Access.Read or Access.Write or Access.Add;
                bool isTransform = argument.Access is Access.ReadTransformed or Access.WriteTransformed;
                bool hasPlace = isValue ? plan.Values.Any(v => v.Name == argument.Place)
                    : isTransform ? plan.Transforms.Any(t => t.Name == argument.Place)
                    : plan.Weights.Any(w => w.Name == argument.Place);
                Require(hasPlace, $"{argument.Place} has no place");
                if (argument.Access is Access.Write or Access.WriteTransformed) { written.Add(argument.Place); }
            }
        }
    }

    private static void VerifyPacking(TrainingPlan plan)
    {
        KernelArgument[] arguments = [.. plan.Backward.SelectMany(c => c.Arguments)];
        foreach (PlannedWeight weight in plan.Weights)
        {
            Access[] uses = [.. arguments.Where(a => a.Place == weight.Name && a.Access is Access.WritePacked or Access.ReadPacked)
                .Select(a => a.Access)];
            if (!weight.IsPacked)
            {
                Require(uses.Length == 0, $"{weight.Name} has no packed copy");
                continue;
            }

            Require(uses.Length > 0 && uses[0] == Access.WritePacked && uses.Count(a => a == Access.WritePacked) == 1,
                $"{weight.Name} is not packed once before it is read");
        }

        Require(plan.Backward.Where(c => c.Arguments.Any(a => a.Access == Access.WritePacked)).All(c => c.Division == Division.Batch),
            "a kernel is packed by slices");
    }

    private static void VerifyGradients(TrainingPlan plan)
    {
        KernelArgument[] gradients = [.. plan.Backward.SelectMany(c => c.Arguments)
            .Where(a => a.Access is Access.WriteGradient or Access.WriteLane)];
        foreach (PlannedWeight weight in plan.Weights)
        {
            KernelArgument[] writes = [.. gradients.Where(a => a.Place == weight.Name)];
            Require(writes.Length == 1, $"the gradient of {weight.Name} is written {writes.Length} times");
            Require(writes[0].Access == Access.WriteLane == weight.HasLanes,
                $"the gradient of {weight.Name} is {(weight.HasLanes ? "not " : "")}summed in lanes");
        }

        Require(plan.Backward.Where(c => c.Arguments.Any(a => a.Access == Access.WriteLane)).All(c => c.Division == Division.Slices),
            "a lane is written outside slices");
        Require(plan.Backward.Where(c => c.Arguments.Any(a => a.Access == Access.WriteGradient)).All(c => c.Division == Division.Batch),
            "a gradient is written by slices");
    }

    private static void VerifyRegularizers(TrainingPlan plan)
    {
        foreach (PlannedRegularizer regularizer in plan.Regularizers)
        {
            string gradient = regularizer.OnOutputs ? "D" + regularizer.Place : regularizer.Place;
            int[] adds = Calls(regularizer.OnOutputs ? Access.Add : Access.AddGradient),
                writes = Calls(Access.WriteGradient, Access.WriteLane);
            Require(adds.Length == 1, $"the gradient of the regularizer on {regularizer.Place} is added {adds.Length} times");
            Require(writes.All(write => write < adds[0]), $"the gradient of the regularizer on {regularizer.Place} is overwritten");

            int[] Calls(params Access[] accesses) =>
                [.. Enumerable.Range(0, plan.Backward.Count)
                    .Where(i => plan.Backward[i].Arguments.Any(a => a.Place == gradient && accesses.Contains(a.Access)))];
        }
    }

    private static void VerifyPlaces(TrainingPlan plan)
    {
        int[] segments = Segments.Number(plan.Backward);
        for (int i = 0; i < plan.Values.Count; i++)
        {
            PlannedValue value = plan.Values[i];
            Require(value.Offset >= 0 && value.Offset % MemoryPlanner.Line == 0 && value.Offset + value.Size <= plan.TrainingValues,
                $"{value.Name} lies outside the plan");
            Require(value.IsGradient ? value.Offset >= plan.ForwardValues : value.Offset + value.Size <= plan.ForwardValues,
                $"{value.Name} does not lie in its pass");
            Require(!value.OfSlice
                || (value.IsGradient && Segments.IsOfSlice(Segments.Lifetime(value.Name, plan, segments), plan, segments)),
                $"{value.Name} is needed outside its slices");
            for (int j = i + 1; j < plan.Values.Count; j++)
            {
                PlannedValue other = plan.Values[j];
                bool apart = value.Offset + MemoryPlanner.Lines(value.Size) <= other.Offset
                    || other.Offset + MemoryPlanner.Lines(other.Size) <= value.Offset;
                Require(apart || (value.IsGradient && other.IsGradient && AreNeverTogether(value.Name, other.Name)),
                    $"{value.Name} and {other.Name} share memory");
            }
        }

        bool AreNeverTogether(string a, string b)
        {
            var (first, last) = Segments.Lifetime(a, plan, segments);
            var (otherFirst, otherLast) = Segments.Lifetime(b, plan, segments);
            return last < otherFirst || otherLast < first;
        }
    }

    private static void Require(bool condition, string otherwise)
    {
        if (!condition) { throw new InvalidOperationException($"The plan is wrong: {otherwise}."); }
    }
}
