namespace ModelGen.Generators.Plan;

/// <summary>
/// Gives every value and parameter its place. Values of the forward pass follow one another, so that prediction needs only their
/// part; gradients of values share places where no segment of the backward pass needs both. A gradient that begins and ends within one run
/// of slices needs a place for the samples of a slice only, which stays in a core's cache. What only the gradients of the inputs need comes
/// last, each with its place, so that there is memory for it only where somebody asks. A plan of its own for predictions shares the places
/// of values in the same way.
/// </summary>
internal static class MemoryPlanner
{
    /// <summary>Floats in a line of 64 bytes: every place begins on one.</summary>
    public const int Line = 16;

    /// <summary>
    /// Places a plan. Gradients of one run of slices may have one place, each while it is needed, but not in a chain: there each layer has
    /// one gradient, and its own place for it.
    /// </summary>
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
        HashSet<string> ofInputs = Purposes.OfInputs(plan);
        var gradients = Share(plan.Values.Where(v => v.IsGradient && !ofInputs.Contains(v.Name)), forwardValues,
            Lifetimes.OfBackward(plan), sharesCalls: !plan.IsChain);
        placed.AddRange(gradients.Placed);
        long trainingValues = end = gradients.End;
        foreach (PlannedValue value in plan.Values.Where(v => v.IsGradient && ofInputs.Contains(v.Name)))
        {
            placed.Add(value with { Offset = end });
            end += Lines(value.Size);
        }

        long parameters = 0;
        long lanes = 0;
        long packed = plan.Weights.Where(w => w.IsPacked && !ofInputs.Contains(w.Name)).Sum(w => Lines(w.Parameter.Shape.Size));
        (long packedValues, long packedOthers) = (packed, 0);
        var weights = new Dictionary<string, PlannedWeight>();
        long trainable = 0;
        foreach (PlannedWeight weight in plan.Weights.OrderByDescending(weight => weight.Parameter.IsTrainable))
        {
            int size = weight.Parameter.Shape.Size;
            ref long next = ref (ofInputs.Contains(weight.Name) ? ref packed : ref packedOthers);
            weights.Add(weight.Name,
                weight with { Offset = parameters, Lane = weight.HasLanes ? lanes : -1, Packed = weight.IsPacked ? next : -1 });
            parameters += Lines(size);
            trainable = weight.Parameter.IsTrainable ? parameters : trainable;
            lanes += weight.HasLanes ? Lines(size) : 0;
            next += weight.IsPacked ? Lines(size) : 0;
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
            Weights = new EquatableArray<PlannedWeight>(plan.Weights.Select(weight => weights[weight.Name])),
            ForwardValues = forwardValues,
            TrainingValues = trainingValues,
            InputGradientValues = end,
            LaneValues = lanes,
            PackedValues = packedValues,
            InputGradientPackedValues = packed,
            Transforms = new EquatableArray<PlannedTransform>(transforms),
            TransformedValues = transformed,
            ParameterValues = parameters,
            TrainableValues = trainable,
            OfBatch = Place(plan.OfBatch),
        };
    }

    /// <summary>
    /// The same for a plan that predicts: first what is looked at from outside, each with its place, then all others, which share places.
    /// </summary>
    public static PredictingPlan Place(PredictingPlan predicting, TrainingPlan training)
    {
        HashSet<string> kept = LookedAt(predicting, training);
        var placed = new List<PlannedValue>();
        long end = 0;
        foreach (PlannedValue value in predicting.Values.Where(v => kept.Contains(v.Name)))
        {
            placed.Add(value with { Offset = end });
            end += Lines(value.Size);
        }

        var shared = Share(predicting.Values.Where(v => !kept.Contains(v.Name)), end, Lifetimes.OfForward(predicting), sharesCalls: true);
        return predicting with
        {
            Values = new EquatableArray<PlannedValue>(placed.Concat(shared.Placed)),
            KeptValues = end,
            AllValues = shared.End,
            OfBatch = Place(predicting.OfBatch),
        };
    }

    private static PlannedBatchValues Place(PlannedBatchValues values)
    {
        var placed = new List<PlannedBatchValue>();
        long end = 0;
        foreach (PlannedBatchValue value in values.Values)
        {
            placed.Add(value with { Offset = end });
            end += Lines(value.Size);
        }

        return new PlannedBatchValues(new EquatableArray<PlannedBatchValue>(placed), end);
    }

    /// <summary>What is written before a predicting plan's calls or read after them.</summary>
    public static HashSet<string> LookedAt(PredictingPlan predicting, TrainingPlan training) =>
    [
        .. predicting.Ends.Inputs, .. predicting.Ends.Outputs.SelectMany(output => (string[])[output.Value, output.Logits]),
        .. training.Regularizers.Where(regularizer => regularizer.OnOutputs).Select(regularizer => regularizer.Place),
    ];

    private static (List<PlannedValue> Placed, long End) Share(
        IEnumerable<PlannedValue> values, long start, Lifetimes lives, bool sharesCalls)
    {
        var placed = new List<PlannedValue>();
        var places = new LivingPlaces(lives, sharesCalls);
        long end = start;
        foreach (PlannedValue value in values)
        {
            long offset = places.FirstFit(start, value);
            placed.Add(value with { Offset = offset, OfSlice = lives.IsOfSlice(lives.Of(value.Name)) });
            places.Add(placed[placed.Count - 1]);
            end = Math.Max(end, offset + Lines(value.Size));
        }

        return (placed, end);
    }

    /// <summary>A size rounded up to whole lines.</summary>
    public static long Lines(long size) => (size + Line - 1) / Line * Line;
}
