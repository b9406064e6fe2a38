using ModelGen.Generators.Layers;

namespace ModelGen.Generators.Plan;

/// <summary>
/// What a layer gives whose work another one does is never stored. For those who ask for it the layer is planned once more, with less of
/// the work of those after it: all that it reads is there.
/// </summary>
internal static class Revealing
{
    /// <summary>Adds the calls to a plan.</summary>
    /// <param name="plan">The plan, with its places.</param>
    /// <param name="units">The layers of the model, with what each absorbs.</param>
    /// <param name="builder">One in which the forward pass has been planned, and ended.</param>
    public static TrainingPlan Add(TrainingPlan plan, IEnumerable<PlanUnit> units, PlanBuilder builder)
    {
        var calls = new List<KernelCall>();
        var places = new List<PlannedValue>();
        long end = plan.InputGradientValues;
        foreach (PlanUnit unit in units)
        {
            for (int absorbed = 0; absorbed < unit.Absorbed.Count; absorbed++)
            {
                var layer = new LayerPlan(unit.Layer, new EquatableArray<ShapedLayer>(unit.Absorbed.Take(absorbed)), output: -1,
                    isReadOn: false, Division.Slices, builder);
                LayerCatalog.Of(unit.Layer).PlanForward(layer);
                places.Add(new PlannedValue(layer.Y, layer.Last.Output.Size, IsGradient: false, end));
                end += MemoryPlanner.Lines(layer.Last.Output.Size);
                calls.AddRange(builder.EndForward().Where(call => call.Arguments.Any(a => a.Access == Access.Write && a.Place == layer.Y))
                    .Select(call => Asked(call, layer.Last.Number, plan)));
            }
        }

        return plan with
        {
            RevealedValues = calls.Count == 0 ? 0 : end, Reveals = new EquatableArray<KernelCall>(calls),
            RevealedPlaces = new EquatableArray<PlannedValue>(places),
        };
    }

    // A kernel in another form that the model's own passes do not need is not there.
    private static KernelCall Asked(KernelCall call, int layer, TrainingPlan plan) => call with
    {
        Division = Division.Batch, OnlyIf = $"Reveals({Text.Plain(layer)})",
        Arguments = new EquatableArray<KernelArgument>(call.Arguments.Where(argument => argument.Access != Access.ReadTransformed
            || plan.Transforms.Any(transform => transform.Name == argument.Place))),
    };
}
