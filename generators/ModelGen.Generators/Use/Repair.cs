namespace ModelGen.Generators.Use;

/// <summary>What to write instead: code in the place of what a finding underlines, or of one of its additional places.</summary>
/// <param name="Title">What a code fix is called: Write "adam".</param>
/// <param name="Code">The code.</param>
/// <param name="Place">-1 for the finding's own place, else the number of the additional one.</param>
/// <param name="Key">What kind of change it is, the same for all findings of a rule that can be mended at once.</param>
internal sealed record Repair(string Title, string Code, int Place = -1, string Key = "Write")
{
    /// <summary>Before the number of a repair in a diagnostic's properties.</summary>
    public const string Prefix = "repair ";

    /// <summary>As one text.</summary>
    public string Pack() => string.Join("\u0001", Title, Code, Text.Plain(Place), Key);

    /// <summary>From the text.</summary>
    public static Repair Unpack(string packed)
    {
        string[] parts = packed.Split('\u0001');
        return new Repair(parts[0], parts[1], int.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture), parts[3]);
    }
}
