using ModelGen.Generators.Summary;

namespace ModelGen.Generators.Emit;

/// <summary>A model's summary tables: a chain's as Keras prints a Sequential, any other's as it prints a Functional model.</summary>
internal sealed class ModelTables(ShapedModel model)
{
    private readonly IReadOnlyList<SummaryRow> _rows =
        model.IsChain && !model.HasSharedLayers ? [.. model.Layers.Select(layer => Row(layer, null))] : [.. Graph(model)];

    public string Render(SummaryStyle style) => SummaryTable.Render(model.Name, _rows, style);

    /// <summary>Keras 3's table with what each layer costs, and below it what the model costs.</summary>
    public string WithCosts(TrainingPlan plan)
    {
        ILookup<int, long> memory = LayerMemory.Of(model, plan);
        ILookup<string, ShapedLayer> calls = model.Layers.ToLookup(layer => layer.Name);
        SummaryRow[] rows = [.. _rows.Select(row => row with
        {
            Cost = new LayerCost(calls[row.Name].Sum(call => plan.Layers[call.Number - 1].MultiplyAdds),
                sizeof(float) * calls[row.Name].Sum(call => memory[call.Number].Sum())),
        })];
        return string.Join("\n", SummaryTable.Render(model.Name, rows, SummaryStyle.Keras3),
            $" Multiply-adds: {Text.Number(plan.Layers.Sum(layer => layer.MultiplyAdds))} for one sample's forward pass",
            $" Memory of one sample: {Text.Bytes(PlanTable.PredictingBytes(plan), "F2")} to predict, "
                + $"{Text.Bytes(PlanTable.TrainingBytes(plan), "F2")} to train");
    }

    /// <summary>Keras 3's table up to the layer that is wrong, which may be its name.</summary>
    public static string UpToFault(UnfinishedModel model) => SummaryTable.WithoutTotals(Text.Visible(model.Name),
        [.. model.Layers.Take(model.UpToFault).Select(layer => Row(layer with { Name = Text.Visible(layer.Name) }, null))]);

    private static SummaryRow Row(ShapedLayer layer, IReadOnlyList<string>? connected) =>
        new(layer.Name, layer.KerasClass, layer.Output.ToKeras(), layer.ParameterCount, layer.UntrainedCount, connected);

    private static IEnumerable<SummaryRow> Graph(ShapedModel model)
    {
        bool isLine = KerasOrder.IsLine(model);
        foreach (int number in KerasOrder.Of(model))
        {
            if (number <= 0)
            {
                ShapedInput input = model.InputOf(number);
                yield return new SummaryRow(input.Name, "InputLayer", input.Shape.ToKeras(), 0, 0, isLine ? null : []);
                continue;
            }

            // A layer that is called several times has one row, with the shape of its last call and what all of them read.
            ShapedLayer[] calls = [.. model.Layers.Where(layer => layer.Owner == number)];
            SummaryRow row = Row(calls[0], isLine ? null : [.. calls.SelectMany(call => call.Reads).Select(read => Connection(model,
                read))]);
            yield return row with { OutputShape = calls[calls.Length - 1].Output.ToKeras() };
        }
    }

    // conv2d[0][0]: the first call of the layer, the first thing that it gives.
    private static string Connection(ShapedModel model, int read)
    {
        if (read <= 0) { return $"{model.InputOf(read).Name}[0][0]"; }
        ShapedLayer layer = model.Layer(read);
        return $"{layer.Name}[{Text.Plain(model.Layers.Count(call => call.Owner == layer.Owner && call.Number < read))}][0]";
    }
}
