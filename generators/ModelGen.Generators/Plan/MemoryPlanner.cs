namespace ModelGen.Generators.Plan;

/// <summary>
/// Gives every value and parameter its place. Values of the forward pass follow one another, so that prediction needs only their
/// part; gradients of values share places where no segment of the backward pass needs both. A gradient that begins and ends within one run
/// of slices needs a place for the samples of a slice only, which stays in a core's cache.
/// </summary>
internal static class MemoryPlanner
{
    /// <summary>Floats in a line of 64 bytes: every place begins on one.</summary>
    public const int Line = 16;

    public static TrainingPlan Place(TrainingPlan plan)
    {
        var placed = new List<PlannedValue>();
        long end = 0;
        foreach (PlannedValue value in plan.Values.Where(v => !v.IsGradient))
        {
            placed.Add(value with { Offset = end });
            end += Lines(value.Size);
        }

        long forwardValues = end;
        var lives = new Lifetimes(plan);
        var places = new LivingPlaces(lives.Segments);
        foreach (PlannedValue value in plan.Values.Where(v => v.IsGradient))
        {
            var life = lives.Of(value.Name);
            long offset = places.FirstFit(forwardValues, value.Size, life);
            placed.Add(value with { Offset = offset, OfSlice = lives.IsOfSlice(life) });
            places.Add(placed[placed.Count - 1], life);
            end = Math.Max(end, offset + Lines(value.Size));
        }

        long parameters = 0;
        long lanes = 0;
        long packed = 0;
        var weights = new List<PlannedWeight>();
        foreach (PlannedWeight weight in plan.Weights)
        {
            int size = weight.Parameter.Shape.Size;
            weights.Add(weight with { Offset = parameters, Lane = weight.HasLanes ? lanes : -1, Packed = weight.IsPacked ? packed : -1 });
            parameters += Lines(size);
            lanes += weight.HasLanes ? Lines(size) : 0;
            packed += weight.IsPacked ? Lines(size) : 0;
        }

        long transformed = 0;
        var transforms = new List<PlannedTransform>();
        foreach (PlannedTransform transform in plan.Transforms)
        {
            transforms.Add(transform with { Offset = transformed });
            transformed += Lines(transform.Size);
        }

        return plan with
        {
            Values = new EquatableArray<PlannedValue>(placed),
            Weights = new EquatableArray<PlannedWeight>(weights),
            ForwardValues = forwardValues,
            TrainingValues = end,
            LaneValues = lanes,
            PackedValues = packed,
            Transforms = new EquatableArray<PlannedTransform>(transforms),
            TransformedValues = transformed,
            ParameterValues = parameters,
        };
    }

    /// <summary>A size rounded up to whole lines.</summary>
    public static long Lines(long size) => (size + Line - 1) / Line * Line;
}
