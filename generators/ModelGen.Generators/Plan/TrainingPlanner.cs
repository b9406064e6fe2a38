using ModelGen.Generators.Layers;

namespace ModelGen.Generators.Plan;

/// <summary>
/// From shapes to calls: each layer is asked for its forward calls, then, from back to front, for its backward calls given what is needed.
/// </summary>
internal static class TrainingPlanner
{
    public static TrainingPlan Plan(ShapedModel model, CancellationToken cancellation = default)
    {
        TrainingPlan plan = MemoryPlanner.Place(Training(model, cancellation));

        // A chain predicts by the forward pass of its training, unless one of its layers does something else there.
        if (!plan.IsChain || model.Layers.Any(layer => LayerCatalog.Of(layer).PredictsOtherwise))
        {
            plan = WithPredicting(plan, model, cancellation);
        }

        plan = SharedSizes.Share(WithReveals(plan, model, cancellation));
        cancellation.ThrowIfCancellationRequested();
        PlanVerifier.Verify(plan);
        return plan;
    }

    private static TrainingPlan Training(ShapedModel model, CancellationToken cancellation)
    {
        var builder = new PlanBuilder(isPredicting: false, cancellation);
        List<(PlanUnit Unit, string Y, Division Division)> planned = PlanForward(model, builder);
        IReadOnlyList<KernelCall> forward = builder.EndForward();
        string[] losses = [.. model.Outputs.Select(output => LossGradient(output, builder))];
        for (int i = 0; i < losses.Length; i++) { BeginGradient(model, i, losses[i], planned, builder); }
        var gradients = new List<PlannedGradient>();
        foreach (var (unit, y, division) in Enumerable.Reverse(planned))
        {
            bool isNew = y != builder.ValueOf(unit.Layer.Reads[0]);
            if (isNew)
            {
                string place = builder.GradientOf(y);
                gradients.Add(new PlannedGradient(y, place, builder.VersionOf(place), new EquatableArray<int>(builder.Gradients.From(y))));
            }

            LayerPlan layer = PlanOf(unit, model, division, builder);
            layer.Y = y;
            LayerCatalog.Of(unit.Layer).PlanBackward(layer);
            layer.AddSummand();
            if (isNew) { builder.Gradients.Release(y); }
        }

        IReadOnlyList<KernelCall> backward = builder.EndBackward();
        ILookup<int, string> kept = builder.Kept();
        PlannedEnds ends = Ends(model, builder, losses);
        foreach (PlannedOutput output in ends.Outputs)
        {
            builder.AddValue(output.LogitsGradient, builder.SizeOf(output.Logits), isGradient: true);
        }

        return Purposes.Assign(new TrainingPlan(
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
            IsChain = model.IsChain,
            OfBatch = OfBatch(builder),
            StateUpdates = new EquatableArray<KernelCall>(builder.StateUpdates),
            Legend = new EquatableArray<string>(model.Layers.Select(layer => LayerCatalog.Of(layer).Legend).OfType<string>().Distinct()),
        });
    }

    private static TrainingPlan WithPredicting(TrainingPlan plan, ShapedModel model, CancellationToken cancellation)
    {
        var builder = new PlanBuilder(isPredicting: true, cancellation);
        PlanForward(model, builder);
        var predicting = new PredictingPlan(
            new EquatableArray<PlannedValue>(builder.Values), new EquatableArray<KernelCall>(builder.EndForward()),
            Ends(model, builder, [.. plan.Ends.Outputs.Select(output => output.Gradient)]), 0, 0) { OfBatch = OfBatch(builder) };
        PredictingPlan placed = MemoryPlanner.Place(predicting, plan);
        bool isSame = placed.Forward.Equals(plan.Forward) && placed.AllValues == plan.ForwardValues && placed.Values.All(v => !v.OfSlice);
        if (isSame) { return plan; }
        foreach (ShapeStruct shape in plan.Structs) { builder.AddStruct(shape); } // both passes have the same sizes, or none
        return plan with { Structs = InOrder(builder.Structs), Predicting = placed };
    }

    private static TrainingPlan WithReveals(TrainingPlan plan, ShapedModel model, CancellationToken cancellation)
    {
        IReadOnlyList<PlanUnit> units = PlanUnit.Of(model, isPredicting: false);
        if (units.All(unit => unit.Absorbed.Count == 0)) { return plan; }
        var builder = new PlanBuilder(isPredicting: false, cancellation);
        PlanForward(model, builder);
        builder.EndForward();
        TrainingPlan revealing = Revealing.Add(plan, units, builder);
        foreach (ShapeStruct shape in plan.Structs) { builder.AddStruct(shape); }
        return revealing with { Structs = InOrder(builder.Structs) };
    }

    private static PlannedBatchValues OfBatch(PlanBuilder builder) =>
        new(new EquatableArray<PlannedBatchValue>(builder.BatchValues), 0);

    private static EquatableArray<ShapeStruct> InOrder(IEnumerable<ShapeStruct> structs) =>
        new(structs.OrderBy(s => s.Layer).ThenBy(s => s.Name.Length).ThenBy(s => s.Name, StringComparer.Ordinal));

    private static List<(PlanUnit Unit, string Y, Division Division)> PlanForward(ShapedModel model, PlanBuilder builder)
    {
        for (int i = 0; i < model.Inputs.Count; i++)
        {
            string x = "X" + Text.Plain(i);
            builder.AddValue(x, model.Inputs[i].Shape.Size, isGradient: false);
            builder.WrittenElsewhere(x);
            builder.SetValueOf(-i, x);
        }

        var planned = new List<(PlanUnit Unit, string Y, Division Division)>();
        var division = Division.Slices;
        foreach (PlanUnit unit in PlanUnit.Of(model, builder.IsPredicting))
        {
            ShapedLayer layer = unit.Layer;
            LayerPlan plan = PlanOf(unit, model, division, builder);
            LayerCatalog.Of(layer).PlanForward(plan);
            division = builder.DivisionAfter(division);
            planned.Add((unit, plan.Y, division));
            builder.SetValueOf(unit.Last.Number, plan.Y);
        }

        return planned;
    }

    private static LayerPlan PlanOf(PlanUnit unit, ShapedModel model, Division division, PlanBuilder builder)
    {
        builder.Cancellation.ThrowIfCancellationRequested();
        int number = unit.Last.Number, output = model.OutputOf(number);
        bool isReadOn = output >= 0 && model.Layers.Any(layer => layer.Reads.Contains(number));
        return new LayerPlan(unit.Layer, unit.Absorbed, output, isReadOn, division, builder);
    }

    // Where the loss of an output writes. Two outputs may be one value, which is read in two shapes: then the second loss has its own
    // place.
    private static string LossGradient(ShapedOutput output, PlanBuilder builder)
    {
        string value = builder.ValueOf(output.Layer), place = "D" + value;
        if (builder.HasGradient(output.Layer)) { place += $"By{Text.Plain(output.Layer)}"; }
        builder.AddValue(place, builder.SizeOf(value), isGradient: true);
        builder.WrittenElsewhere(place);
        builder.Gradients.Contribute(value, "D" + value, by: 0);
        return place;
    }

    // What must be done before layers add to the gradient that a loss has written.
    private static void BeginGradient(
        ShapedModel model, int output, string loss, List<(PlanUnit Unit, string Y, Division Division)> planned, PlanBuilder builder)
    {
        int number = model.Outputs[output].Layer;
        var (unit, y, division) = planned.First(p => p.Unit.Last.Number == number);
        LayerPlan layer = PlanOf(unit, model, division, builder);
        if (layer.IsReadOn && builder.LogitsOf(output) is { Value: var logits })
        {
            layer.CallAfterLoss(division, $"{loss} = 0 where the loss begins at {logits}: others add to it", "OutputGradient.Begin", [],
                new KernelArgument("dy", loss, Access.Add));
        }

        if (loss != "D" + y)
        {
            layer.Call(division, $"D{y} += {loss}: one value, given out twice", "Merge.AddGradient",
                [builder.AddGradientSize(y, builder.SizeOf(y))], new KernelArgument("dx", "D" + y, Access.Add), LayerPlan.In("dy", loss));
        }
    }

    private static PlannedEnds Ends(ShapedModel model, PlanBuilder builder, string[] losses) => new(
        new EquatableArray<string>(Enumerable.Range(0, model.Inputs.Count).Select(i => "X" + Text.Plain(i))),
        new EquatableArray<PlannedOutput>(model.Outputs.Select((output, i) => End(model.Layer(output.Layer), i, losses[i], builder))));

    private static PlannedOutput End(ShapedLayer layer, int output, string loss, PlanBuilder builder)
    {
        string value = builder.ValueOf(layer.Number);
        string title = $"layer {layer.Number} ({LayerCatalog.Of(layer).Name})";
        return builder.LogitsOf(output) is not { } logits
            ? new PlannedOutput(value, loss, "Linear", value, loss, title)
            : new PlannedOutput(
                value, loss, logits.Activation, logits.Value, builder.LogitsGradientOf(output) ?? "D" + logits.Value, title);
    }

    private static PlannedLayer Describe(ShapedLayer layer, IEnumerable<string> kept, PlanBuilder builder) =>
        new(layer.Number, $"{layer.Name} ({layer.KerasClass}){(layer.SharesWith != 0 ? " again" : "")}", layer.Output.ToString(),
            layer.ParameterCount, string.Join(", ", kept), layer.Reads, builder.FindValueOf(layer.Number) ?? "")
        {
            MultiplyAdds = LayerCatalog.MultiplyAdds(layer),
            TrainedIn = !layer.Parameters.Any(parameter => parameter.IsTrainable) ? 0 : layer.Owner,
        };
}
