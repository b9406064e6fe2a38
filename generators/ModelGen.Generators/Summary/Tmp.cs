namespace ModelGen.Generators.Summary;
internal sealed record SummaryRow(string Name, string ClassName, string OutputShape, long Parameters);
internal enum SummaryStyle { Keras3, Keras3Wide, Classic }
internal static class SummaryTable { public static string Render(string modelName, IReadOnlyList<SummaryRow> rows, SummaryStyle style) => "Model: \"" + modelName + "\"\n" + style; }
internal static class KerasNames { public static string SnakeCase(string n) => System.Text.RegularExpressions.Regex.Replace(System.Text.RegularExpressions.Regex.Replace(n, "(.)([A-Z][a-z0-9]+)", "$1_$2"), "([a-z])([A-Z])", "$1_$2").ToLowerInvariant(); }
