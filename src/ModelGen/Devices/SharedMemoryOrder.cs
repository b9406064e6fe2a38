using System.Text.RegularExpressions;

namespace ModelGen;

/// <summary>
/// Follows every way through a kernel's PTX: between a store to shared memory and a load from it there must be a barrier, and between a
/// load and the next store too. Where a compiler moves a load past a barrier, one of the two is missing, in a loop at the latest when it
/// comes round.
/// </summary>
internal static partial class SharedMemoryOrder
{
    [Flags]
    private enum Since
    {
        Nothing = 0,
        Store = 1,
        Load = 2,
    }

    /// <summary>What is out of order; empty where nothing is.</summary>
    public static List<string> FaultsOf(string ptx)
    {
        string[] lines = [.. ptx.Split('\n').Select(static line => line.Trim())];
        Dictionary<string, int> labels = [];
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].EndsWith(':')) { labels[lines[i][..^1]] = i; }
        }

        // What may have happened since the last barrier when a line is reached: followed until nothing new turns up.
        var reached = new Since?[lines.Length];
        var open = new Stack<(int Line, Since Since)>([(0, Since.Nothing)]);
        SortedSet<string> faults = [];
        while (open.TryPop(out (int Line, Since Since) at))
        {
            if (at.Line >= lines.Length || (reached[at.Line] is { } known && (known | at.Since) == known)) { continue; }
            Since since = (reached[at.Line] ?? Since.Nothing) | at.Since;
            reached[at.Line] = since;
            string line = lines[at.Line];
            since = After(line, since, faults);
            Match branch = Branch().Match(line);
            if (branch.Success) { open.Push((labels[branch.Groups["to"].Value], since)); }
            bool ends = line.StartsWith("ret", StringComparison.Ordinal) || line.StartsWith("exit", StringComparison.Ordinal);
            if (!ends && (!branch.Success || line.StartsWith('@'))) { open.Push((at.Line + 1, since)); }
        }

        return [.. faults];
    }

    private static Since After(string line, Since since, SortedSet<string> faults)
    {
        if (line.Contains("bar.sync", StringComparison.Ordinal) || line.Contains("barrier.sync", StringComparison.Ordinal))
        {
            return Since.Nothing;
        }
        if (line.Contains("ld.shared", StringComparison.Ordinal))
        {
            if (since.HasFlag(Since.Store)) { faults.Add("it loads from shared memory after a store without a barrier between them"); }
            return since | Since.Load;
        }

        if (line.Contains("st.shared", StringComparison.Ordinal))
        {
            if (since.HasFlag(Since.Load)) { faults.Add("it stores to shared memory after a load without a barrier between them"); }
            return since | Since.Store;
        }

        return since;
    }

    [GeneratedRegex(@"\bbra(\.uni)?\s+(?<to>[^;]+);")]
    private static partial Regex Branch();
}
