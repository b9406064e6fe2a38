namespace ModelGen.Generators.Plan;

/// <summary>The places of values that live for a while: who lives in which segment, in the order of the places.</summary>
/// <param name="segments">How many segments there are; one more lies before the first.</param>
internal sealed class LivingPlaces(int segments)
{
    private static readonly IComparer<PlannedValue> s_byOffset = Comparer<PlannedValue>.Create((a, b) => a.Offset.CompareTo(b.Offset));
    private readonly List<PlannedValue>?[] _living = new List<PlannedValue>?[segments + 1];

    /// <summary>The first place from <paramref name="start"/> on that nobody holds in any segment of a lifetime.</summary>
    public long FirstFit(long start, int size, (int First, int Last) life)
    {
        long offset = start;
        foreach (PlannedValue other in Neighbours(life))
        {
            if (offset + MemoryPlanner.Lines(size) <= other.Offset) { break; }
            offset = Math.Max(offset, End(other));
        }

        return offset;
    }

    /// <summary>Adds a value that has its place, and gives a neighbour whose memory it shares, or null.</summary>
    public PlannedValue? Add(PlannedValue value, (int First, int Last) life)
    {
        PlannedValue? shared = null;
        for (int segment = life.First; segment <= life.Last; segment++)
        {
            List<PlannedValue> living = _living[segment + 1] ??= [];
            int found = living.BinarySearch(value, s_byOffset);
            int place = found < 0 ? ~found : found;
            if (place > 0 && End(living[place - 1]) > value.Offset) { shared = living[place - 1]; }
            if (place < living.Count && End(value) > living[place].Offset) { shared = living[place]; }
            living.Insert(place, value);
        }

        return shared;
    }

    private IEnumerable<PlannedValue> Neighbours((int First, int Last) life)
    {
        IEnumerable<List<PlannedValue>> lists = Enumerable.Range(life.First + 1, life.Last - life.First + 1).Select(i => _living[i])
            .OfType<List<PlannedValue>>();
        return life.First == life.Last ? lists.SelectMany(list => list) : lists.SelectMany(list => list).OrderBy(other => other.Offset);
    }

    private static long End(PlannedValue value) => value.Offset + MemoryPlanner.Lines(value.Size);
}
