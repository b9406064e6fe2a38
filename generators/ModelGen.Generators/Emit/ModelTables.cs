using System.Numerics;
using ModelGen.Generators.Summary;

namespace ModelGen.Generators.Emit;

/// <summary>A model's summary tables: a chain's as Keras prints a Sequential, any other's as it prints a Functional model.</summary>
internal static class ModelTables
{
    private const int Width = 76;

    public static string Render(ShapedModel model, SummaryStyle style) => SummaryTable.Render(model.Name, Rows(model), style);

    /// <summary>Keras 3's table with what each layer costs, and below it what the model costs.</summary>
    public static string WithCosts(ShapedModel model, TrainingPlan plan)
    {
        ILookup<int, long> memory = LayerMemory.Of(model, plan);
        ILookup<string, ShapedLayer> calls = model.Layers.ToLookup(layer => layer.Name);
        SummaryRow[] rows = [.. Rows(model).Select(row => row with
        {
            Cost = new LayerCost(calls[row.Name].Sum(call => plan.Layers[call.Number - 1].MultiplyAdds),
                sizeof(float) * calls[row.Name].Sum(call => memory[call.Number].Sum())),
        })];
        string[] costs =
        [
            $" Multiply-adds: {Text.Number(new BigInteger(plan.Layers.Sum(layer => layer.MultiplyAdds)))} for one sample's forward pass",
            $" Memory of one sample: {Keras3Table.Size(PlanTable.PredictingBytes(plan))} to predict, "
                + $"{Keras3Table.Size(PlanTable.TrainingBytes(plan))} to train",
        ];
        return string.Join("\n", Keras3Table.Render(model.Name, rows, Width).Concat(costs));
    }

    /// <summary>Keras 3's table up to the layer that is wrong, which may be its name.</summary>
    public static string UpToFault(UnfinishedModel model) => string.Join("\n", Keras3Table.Rows(Text.Visible(model.Name),
        [.. model.Layers.Take(model.UpToFault).Select(layer => Row(layer with { Name = Text.Visible(layer.Name) }, null))], Width));

    private static IReadOnlyList<SummaryRow> Rows(ShapedModel model) =>
        model.IsChain && !model.HasSharedLayers ? [.. model.Layers.Select(layer => Row(layer, null))] : [.. Graph(model)];

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
