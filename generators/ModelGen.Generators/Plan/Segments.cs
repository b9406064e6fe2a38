namespace ModelGen.Generators.Plan;

/// <summary>
/// Runs of calls with no barrier between them: slices run ahead of one another inside a segment, never across one. Between the loss and the
/// first run of slices there may be none either: a slice may be in that run while another is still at its loss. What a loss writes
/// therefore lives from before the first segment, and shares its place with nothing that the run writes.
/// </summary>
internal static class Segments
{
    /// <summary>The segment of each call, from 0.</summary>
    public static int[] Number(IReadOnlyList<KernelCall> calls)
    {
        var segments = new int[calls.Count];
        for (int i = 1; i < calls.Count; i++)
        {
            bool together = calls[i].Division == Division.Slices && calls[i - 1].Division == Division.Slices;
            segments[i] = segments[i - 1] + (together ? 0 : 1);
        }

        return segments;
    }

    /// <summary>
    /// The first and last segment of the backward pass in which a value is used; what the loss writes lives from before the first.
    /// </summary>
    public static (int First, int Last) Lifetime(string value, TrainingPlan plan, int[] segments)
    {
        int[] uses = [.. Enumerable.Range(0, segments.Length).Where(i => plan.Backward[i].Arguments.Any(a => a.Place == value))
            .Select(i => segments[i])];
        bool fromLoss = value == plan.Ends.OutputGradient || value == plan.Ends.LogitsGradient;
        return uses.Length == 0 ? (-1, -1) : (fromLoss ? -1 : uses[0], uses[uses.Length - 1]);
    }

    /// <summary>Whether all of a lifetime lies in one run of slices.</summary>
    public static bool IsOfSlice((int First, int Last) life, TrainingPlan plan, int[] segments) =>
        life.First >= 0 && life.First == life.Last && plan.Backward[Array.IndexOf(segments, life.First)].Division == Division.Slices;
}
