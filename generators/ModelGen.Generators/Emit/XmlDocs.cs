namespace ModelGen.Generators.Emit;

/// <summary>Documentation comments of the generated members.</summary>
internal static class XmlDocs
{
    public static readonly string[] Constructor =
    [
        "/// <summary>Makes the model, with first weights drawn by their initializers.</summary>",
        "/// <param name=\"device\">What it computes on; null is the best there is.</param>",
        "/// <param name=\"seed\">The seed of all its random numbers; null draws one.</param>",
    ];

    /// <summary>A table, and words below it, as remarks, so that a summary of the user's own stays.</summary>
    public static IEnumerable<string> Remarks(string? table, string words = "") =>
    [
        "/// <remarks>",
        .. table is null ? [] : (string[])["/// <code>", .. table.Split('\n').Select(line => "/// " + Escape(line)), "/// </code>"],
        .. words == "" ? [] : (string[])["/// " + Escape(words)],
        "/// </remarks>",
    ];

    public static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
