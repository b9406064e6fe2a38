namespace ModelGen;

/// <summary>What a file says, in a message: so much of it that the message stays one sentence, on one line.</summary>
internal static class Shown
{
    private const int MostNames = 8, MostSizes = 16;

    /// <summary>A text; a long one is cut.</summary>
    public static string Text(string text, int most = 200)
    {
        string part = text.Length <= most ? text : $"{text[..most]}... ({text.Length:N0} characters)";
        return part.Any(char.IsControl) ? string.Concat(part.Select(c => char.IsControl(c) ? $"\\u{(int)c:x4}" : $"{c}")) : part;
    }

    /// <summary>Names, or the first of them and how many more there are; "nothing" where there are none.</summary>
    public static string Names(IReadOnlyCollection<string> names)
    {
        if (names.Count == 0) { return "nothing"; }
        string first = string.Join(", ", names.Take(MostNames).Select(name => Text(name)));
        return names.Count > MostNames ? $"{first} and {names.Count - MostNames:N0} more" : first;
    }

    /// <summary>A shape.</summary>
    public static string Shape(IReadOnlyCollection<long> shape) =>
        shape.Count > MostSizes ? $"of {shape.Count:N0} axes" : $"({string.Join(", ", shape)})";
}
