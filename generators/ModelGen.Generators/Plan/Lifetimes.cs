namespace ModelGen.Generators.Plan;

/// <summary>
/// When each value of the backward pass is used, counted in segments: runs of calls with no barrier between them. Slices run ahead of one
/// another inside a segment, never across one. Between the loss and the first run of slices there may be no barrier either: a slice may be
/// in that run while another is still at its loss. What a loss writes therefore lives from before the first segment, and shares its place
/// with nothing that the run writes.
/// </summary>
internal sealed class Lifetimes
{
    private readonly Dictionary<string, (int First, int Last)> _lives = [];
    private readonly List<Division> _divisions = [];

    public Lifetimes(TrainingPlan plan)
    {
        foreach (KernelCall call in plan.Backward)
        {
            bool together = call.Division == Division.Slices && _divisions.Count > 0 && _divisions[_divisions.Count - 1] == Division.Slices;
            if (!together) { _divisions.Add(call.Division); }
            int segment = _divisions.Count - 1;
            foreach (KernelArgument argument in call.Arguments)
            {
                int first = _lives.TryGetValue(argument.Place, out var life) ? life.First : segment;
                _lives[argument.Place] = (first, segment);
            }
        }

        BeginBeforeAll(plan.Ends.OutputGradient);
        BeginBeforeAll(plan.Ends.LogitsGradient);
    }

    /// <summary>How many segments there are.</summary>
    public int Segments => _divisions.Count;

    /// <summary>
    /// The first and last segment in which a value is used; what the loss writes lives from before the first, -1, and so does what nothing
    /// uses.
    /// </summary>
    public (int First, int Last) Of(string value) => _lives.TryGetValue(value, out var life) ? life : (-1, -1);

    /// <summary>Whether all of a lifetime lies in one run of slices.</summary>
    public bool IsOfSlice((int First, int Last) life) =>
        life.First >= 0 && life.First == life.Last && _divisions[life.First] == Division.Slices;

    private void BeginBeforeAll(string value)
    {
        if (_lives.TryGetValue(value, out var life)) { _lives[value] = (-1, life.Last); }
    }
}
