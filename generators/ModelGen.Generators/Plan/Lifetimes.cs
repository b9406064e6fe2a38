namespace ModelGen.Generators.Plan;

/// <summary>When a value is used: in which segments, and by which calls. -1 is before all of them.</summary>
internal readonly record struct Lifetime(int First, int Last, int FirstCall, int LastCall)
{
    /// <summary>Whether calls of both lifetimes meet.</summary>
    public bool Meets(Lifetime other) => FirstCall <= other.LastCall && other.FirstCall <= LastCall;
}

/// <summary>
/// When each value of a pass is used, counted in segments: runs of calls with no barrier between them. Slices run ahead of one
/// another inside a segment, never across one. Between the loss and the first run of slices there may be no barrier either: a slice may be
/// in that run while another is still at its loss. What a loss writes therefore lives from before the first segment, and shares its place
/// with nothing that the run writes.
/// </summary>
internal sealed class Lifetimes
{
    private readonly Dictionary<string, Lifetime> _lives = [];
    private readonly List<Division> _divisions = [];

    /// <param name="calls">The calls of the pass.</param>
    /// <param name="fromBefore">What is written before the first of them.</param>
    /// <param name="toTheEnd">What is read after the last of them.</param>
    public Lifetimes(IReadOnlyList<KernelCall> calls, IEnumerable<string> fromBefore, IEnumerable<string> toTheEnd)
    {
        for (int i = 0; i < calls.Count; i++)
        {
            KernelCall call = calls[i];
            bool together = call.Division == Division.Slices && _divisions.Count > 0 && _divisions[_divisions.Count - 1] == Division.Slices;
            if (!together) { _divisions.Add(call.Division); }
            int segment = _divisions.Count - 1;
            foreach (KernelArgument argument in call.Arguments)
            {
                _lives[argument.Place] = _lives.TryGetValue(argument.Place, out Lifetime life)
                    ? life with { Last = segment, LastCall = i } : new Lifetime(segment, segment, i, i);
            }
        }

        // What no call uses is written all the same, while other slices may be in the first run.
        foreach (string value in fromBefore)
        {
            _lives[value] = _lives.TryGetValue(value, out Lifetime life)
                ? life with { First = -1, FirstCall = -1 } : new Lifetime(-1, Segments - 1, -1, calls.Count - 1);
        }

        foreach (string value in toTheEnd)
        {
            if (_lives.TryGetValue(value, out Lifetime life)) { _lives[value] = life with { Last = Segments, LastCall = calls.Count }; }
        }
    }

    /// <summary>Those of the gradients of a training plan.</summary>
    public static Lifetimes OfBackward(TrainingPlan plan) =>
        new(plan.Backward, plan.Ends.Outputs.SelectMany(output => (string[])[output.Gradient, output.LogitsGradient]),
            plan.Ends.Inputs.Select(input => "D" + input));

    /// <summary>Those of the values of a predicting plan; what is looked at afterwards has its place for itself.</summary>
    public static Lifetimes OfForward(PredictingPlan plan) => new(plan.Forward, [], []);

    /// <summary>How many segments there are.</summary>
    public int Segments => _divisions.Count;

    /// <summary>
    /// The first and last segment in which a value is used; what the loss writes lives from before the first, -1, and where nothing uses it
    /// to the last.
    /// </summary>
    public Lifetime Of(string value) => _lives.TryGetValue(value, out Lifetime life) ? life : new Lifetime(-1, -1, -1, -1);

    /// <summary>Whether all of a lifetime lies in one run of slices.</summary>
    public bool IsOfSlice(Lifetime life) =>
        life.First >= 0 && life.First == life.Last && _divisions[life.First] == Division.Slices;
}
