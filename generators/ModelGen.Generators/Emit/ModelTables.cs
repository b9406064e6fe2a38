using ModelGen.Generators.Summary;

namespace ModelGen.Generators.Emit;

/// <summary>A model's summary tables: a chain's as Keras prints a Sequential, any other's as it prints a Functional model.</summary>
internal static class ModelTables
{
    public static string Render(ShapedModel model, SummaryStyle style) =>
        SummaryTable.Render(model.Name, model.IsChain ? [.. model.Layers.Select(layer => Row(layer, null))] : [.. Graph(model)], style);

    private static SummaryRow Row(ShapedLayer layer, IReadOnlyList<string>? connected) =>
        new(layer.Name, layer.KerasClass, layer.Output.ToKeras(), layer.ParameterCount, layer.UntrainedCount, connected);

    private static IEnumerable<SummaryRow> Graph(ShapedModel model)
    {
        foreach (int number in KerasOrder.Of(model))
        {
            if (number == 0)
            {
                yield return new SummaryRow(model.InputName, "InputLayer", model.Input.ToKeras(), 0, 0, []);
                continue;
            }

            ShapedLayer layer = model.Layers[number - 1];
            yield return Row(layer, [.. layer.Reads.Select(read => $"{NameOf(model, read)}[0][0]")]);
        }
    }

    private static string NameOf(ShapedModel model, int number) => number == 0 ? model.InputName : model.Layers[number - 1].Name;
}
