using ModelGen.Generators.Summary;

namespace ModelGen.Generators.Emit;

/// <summary>A model's summary tables.</summary>
internal static class ModelTables
{
    public static string Render(ShapedModel model, SummaryStyle style) => SummaryTable.Render(
        model.Name, [.. model.Layers.Select(l => new SummaryRow(l.Name, l.KerasClass, l.Output.ToKeras(), l.ParameterCount))], style);
}
