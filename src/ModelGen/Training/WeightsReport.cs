namespace ModelGen;

/// <summary>What of a model was given other values, and what was not.</summary>
/// <param name="Taken">The parameters that have the other values.</param>
/// <param name="Mismatched">Those that have another shape there, and so are as they were.</param>
/// <param name="Missing">Those that are not there, and so are as they were.</param>
/// <param name="Unused">What is there and was given to no parameter.</param>
public sealed record WeightsReport(
    IReadOnlyList<string> Taken, IReadOnlyList<WeightMismatch> Mismatched, IReadOnlyList<string> Missing, IReadOnlyList<string> Unused)
{
    /// <summary>A line for what was taken and one for each kind of what was not.</summary>
    public override string ToString() => string.Join('\n', new[]
    {
        $"taken: {All(Taken)}",
        Mismatched.Count == 0 ? "" : $"of another shape: {All([.. Mismatched.Select(mismatch => mismatch.ToString())])}",
        Missing.Count == 0 ? "" : $"not there: {All(Missing)}",
        Unused.Count == 0 ? "" : $"not used: {All(Unused)}",
    }.Where(line => line != ""));

    private static string All(IReadOnlyList<string> names) =>
        names.Count == 0 ? "nothing" : string.Join(", ", names.Select(name => Shown.Text(name)));
}

/// <summary>A parameter that has another shape elsewhere.</summary>
/// <param name="Parameter">Its name.</param>
/// <param name="Expected">Its shape: <c>(3, 3, 16, 32)</c>.</param>
/// <param name="Found">The shape there, or the type where that is not float32.</param>
public sealed record WeightMismatch(string Parameter, string Expected, string Found)
{
    /// <summary>dense/kernel has (64, 10), there (64, 100).</summary>
    public override string ToString() => $"{Parameter} has {Expected}, there {Found}";
}
