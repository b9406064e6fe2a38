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
        bool isLine = KerasOrder.IsLine(model);
        foreach (int number in KerasOrder.Of(model))
        {
            if (number <= 0)
            {
                ShapedInput input = model.InputOf(number);
                yield return new SummaryRow(input.Name, "InputLayer", input.Shape.ToKeras(), 0, 0, isLine ? null : []);
                continue;
            }

            ShapedLayer layer = model.Layer(number);
            yield return Row(layer, isLine ? null : [.. layer.Reads.Select(read => $"{NameOf(model, read)}[0][0]")]);
        }
    }

    private static string NameOf(ShapedModel model, int number) => number <= 0 ? model.InputOf(number).Name : model.Layer(number).Name;
}
