using ModelGen.Generators.Layers;

namespace ModelGen.Generators.Plan;

/// <summary>
/// From shapes to calls: each layer is asked for its forward calls, then, from back to front, for its backward calls given what is needed.
/// </summary>
internal static class TrainingPlanner
{
    public static TrainingPlan Plan(ShapedModel model)
    {
        TrainingPlan plan = MemoryPlanner.Place(Training(model), sharesCalls: !model.IsChain);

        // A chain predicts by the forward pass of its training, unless one of its layers does something else there.
        if (!model.IsChain || model.Layers.Any(layer => LayerCatalog.Of(layer).PredictsOtherwise)) { plan = WithPredicting(plan, model); }
        PlanVerifier.Verify(plan);
        return plan;
    }

    private static TrainingPlan Training(ShapedModel model)
    {
        var builder = new PlanBuilder(isPredicting: false);
        List<(PlanUnit Unit, string Y, Division Division)> planned = PlanForward(model, builder);
        IReadOnlyList<KernelCall> forward = builder.EndForward();
        string output = builder.ValueOf(model.OutputLayer);
        builder.AddValue("D" + output, builder.SizeOf(output), isGradient: true);
        builder.WrittenElsewhere("D" + output);
        builder.Gradients.Contribute(output, "D" + output, by: 0);
        var gradients = new List<PlannedGradient>();
        foreach (var (unit, y, division) in Enumerable.Reverse(planned))
        {
            if (!builder.NeedsGradient(unit.Last.Number)) { continue; }
            bool isNew = y != builder.ValueOf(unit.Layer.Reads[0]);
            if (isNew)
            {
                string place = builder.GradientOf(y);
                gradients.Add(new PlannedGradient(y, place, builder.VersionOf(place), new EquatableArray<int>(builder.Gradients.From(y))));
            }

            var layer = new LayerPlan(unit.Layer, unit.Absorbed, unit.Last.Number == model.OutputLayer, division, builder) { Y = y };
            LayerCatalog.Of(unit.Layer).PlanBackward(layer);
            layer.AddSummand();
            if (isNew) { builder.Gradients.Release(y); }
        }

        IReadOnlyList<KernelCall> backward = builder.EndBackward();
        ILookup<int, string> kept = builder.Kept();
        PlannedEnds ends = Ends(model, builder);
        builder.AddValue(ends.LogitsGradient, builder.SizeOf(ends.Logits), isGradient: true);
        return new TrainingPlan(
            new EquatableArray<PlannedLayer>(model.Layers.Select(layer => Describe(layer, kept[layer.Number], builder))),
            new EquatableArray<PlannedValue>(builder.Values),
            new EquatableArray<PlannedWeight>(builder.Weights),
            new EquatableArray<PlannedTransform>(builder.Transforms),
            new EquatableArray<PlannedRegularizer>(builder.Regularizers),
            InOrder(builder.Structs),
            new EquatableArray<KernelCall>(forward),
            new EquatableArray<KernelCall>(backward),
            new EquatableArray<PlannedGradient>(gradients),
            ends, 0, 0, 0, 0, 0, 0)
        {
            OfBatch = OfBatch(builder),
            StateUpdates = new EquatableArray<KernelCall>(builder.StateUpdates),
            Legend = new EquatableArray<string>(model.Layers.Select(layer => LayerCatalog.Of(layer).Legend).OfType<string>().Distinct()),
        };
    }

    private static TrainingPlan WithPredicting(TrainingPlan plan, ShapedModel model)
    {
        var builder = new PlanBuilder(isPredicting: true);
        PlanForward(model, builder);
        var predicting = new PredictingPlan(
            new EquatableArray<PlannedValue>(builder.Values), new EquatableArray<KernelCall>(builder.EndForward()), Ends(model, builder),
            0, 0) { OfBatch = OfBatch(builder) };
        PredictingPlan placed = MemoryPlanner.Place(predicting, plan);
        bool isSame = placed.Forward.Equals(plan.Forward) && placed.AllValues == plan.ForwardValues && placed.Values.All(v => !v.OfSlice);
        if (isSame) { return plan; }
        foreach (ShapeStruct shape in plan.Structs) { builder.AddStruct(shape); } // both passes have the same sizes, or none
        return plan with { Structs = InOrder(builder.Structs), Predicting = placed };
    }

    private static PlannedBatchValues OfBatch(PlanBuilder builder) =>
        new(new EquatableArray<PlannedBatchValue>(builder.BatchValues), 0);

    private static EquatableArray<ShapeStruct> InOrder(IEnumerable<ShapeStruct> structs) =>
        new(structs.OrderBy(NumberOf).ThenBy(s => s.Name.Length).ThenBy(s => s.Name, StringComparer.Ordinal));

    private static List<(PlanUnit Unit, string Y, Division Division)> PlanForward(ShapedModel model, PlanBuilder builder)
    {
        builder.AddValue("X0", model.Input.Size, isGradient: false);
        builder.WrittenElsewhere("X0");
        builder.SetValueOf(0, "X0", needsGradient: false);
        var planned = new List<(PlanUnit Unit, string Y, Division Division)>();
        var division = Division.Slices;
        foreach (PlanUnit unit in PlanUnit.Of(model, builder.IsPredicting))
        {
            ShapedLayer layer = unit.Layer;
            var plan = new LayerPlan(layer, unit.Absorbed, unit.Last.Number == model.OutputLayer, division, builder);
            LayerCatalog.Of(layer).PlanForward(plan);
            division = builder.DivisionAfter(division);
            planned.Add((unit, plan.Y, division));
            bool needs = layer.Parameters.Any(parameter => parameter.IsTrainable)
                || layer.Reads.Concat(unit.Absorbed.SelectMany(l => l.Reads)).Any(builder.NeedsGradient);
            builder.SetValueOf(unit.Last.Number, plan.Y, needs);
        }

        return planned;
    }

    private static PlannedEnds Ends(ShapedModel model, PlanBuilder builder)
    {
        string output = builder.ValueOf(model.OutputLayer), logits = builder.Logits?.Value ?? output;
        ShapedLayer last = model.Layers[model.OutputLayer - 1];
        return new PlannedEnds("X0", output, "D" + output, builder.Logits?.Activation ?? "Linear", logits, "D" + logits,
            $"layer {last.Number} ({LayerCatalog.Of(last).Name})");
    }

    private static int NumberOf(ShapeStruct shape) =>
        int.Parse(new string([.. shape.Name.SkipWhile(c => !char.IsDigit(c))]), System.Globalization.CultureInfo.InvariantCulture);

    private static PlannedLayer Describe(ShapedLayer layer, IEnumerable<string> kept, PlanBuilder builder) =>
        new(layer.Number, $"{layer.Name} ({layer.KerasClass})", layer.Output.ToString(), layer.ParameterCount, string.Join(", ", kept),
            layer.Reads, builder.FindValueOf(layer.Number) ?? "");
}
