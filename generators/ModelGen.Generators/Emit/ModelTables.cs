using ModelGen.Generators.Summary;

namespace ModelGen.Generators.Emit;

/// <summary>A model's summary tables: a chain's as Keras prints a Sequential, any other's as it prints a Functional model.</summary>
internal static class ModelTables
{
    public static string Render(ShapedModel model, SummaryStyle style) => SummaryTable.Render(model.Name,
        model.IsChain && !model.HasSharedLayers ? [.. model.Layers.Select(layer => Row(layer, null))] : [.. Graph(model)], style);

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
