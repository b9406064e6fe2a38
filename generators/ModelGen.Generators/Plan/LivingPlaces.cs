namespace ModelGen.Generators.Plan;

/// <summary>The places of values that live for a while: who lives in which segment, in the order of the places.</summary>
/// <param name="lives">When values live.</param>
/// <param name="sharesCalls">
/// Whether two values of one run of slices may have one place where no call of the one comes between those of the other: a slice does its
/// calls one after the other.
/// </param>
internal sealed class LivingPlaces(Lifetimes lives, bool sharesCalls)
{
    private static readonly IComparer<PlannedValue> s_byOffset = Comparer<PlannedValue>.Create((a, b) => a.Offset.CompareTo(b.Offset));
    private readonly List<PlannedValue>?[] _living = new List<PlannedValue>?[lives.Segments + 2]; // and before them, and after

    /// <summary>The first place from <paramref name="start"/> on that nobody holds in any segment of a lifetime.</summary>
    public long FirstFit(long start, PlannedValue value)
    {
        long offset = start;
        foreach (PlannedValue other in Neighbours(value))
        {
            if (offset + MemoryPlanner.Lines(value.Size) <= other.Offset) { break; }
            offset = Math.Max(offset, End(other));
        }

        return offset;
    }

    /// <summary>Adds a value that has its place, and gives another whose memory it shares, or null.</summary>
    public PlannedValue? Add(PlannedValue value)
    {
        Lifetime life = lives.Of(value.Name);
        PlannedValue? shared = sharesCalls
            ? Neighbours(value).FirstOrDefault(other => other.Offset < End(value) && value.Offset < End(other)) : null;
        for (int segment = life.First; segment <= life.Last; segment++)
        {
            List<PlannedValue> living = _living[segment + 1] ??= [];
            int found = living.BinarySearch(value, s_byOffset);
            int place = found < 0 ? ~found : found;
            if (!sharesCalls)
            {
                if (place > 0 && End(living[place - 1]) > value.Offset) { shared = living[place - 1]; }
                if (place < living.Count && End(value) > living[place].Offset) { shared = living[place]; }
            }

            living.Insert(place, value);
        }

        return shared;
    }

    private IEnumerable<PlannedValue> Neighbours(PlannedValue value)
    {
        Lifetime life = lives.Of(value.Name);
        IEnumerable<List<PlannedValue>> lists = Enumerable.Range(life.First + 1, life.Last - life.First + 1).Select(i => _living[i])
            .OfType<List<PlannedValue>>();
        IEnumerable<PlannedValue> all = life.First == life.Last
            ? lists.SelectMany(list => list) : lists.SelectMany(list => list).OrderBy(other => other.Offset);
        return sharesCalls && lives.IsOfSlice(life) ? all.Where(other => !IsApart(life, lives.Of(other.Name))) : all;
    }

    private bool IsApart(Lifetime life, Lifetime other) => lives.IsOfSlice(other) && !life.Meets(other);

    private static long End(PlannedValue value) => value.Offset + MemoryPlanner.Lines(value.Size);
}
