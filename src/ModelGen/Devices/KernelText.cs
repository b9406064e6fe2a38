using System.Text.RegularExpressions;

namespace ModelGen;

/// <summary>What must hold of the text that ILGPU makes of a kernel. It is the only guard there is before a GPU runs it.</summary>
internal static partial class KernelText
{
    private const string GlobalFence = "barrier(CLK_GLOBAL_MEM_FENCE)";
    private const string BothFences = "barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE)";

    /// <summary>
    /// ILGPU's OpenCL barriers order global memory only, also around shared memory. This makes them order both.
    /// </summary>
    public static string WithBothFences(string openCL) => Barrier().Replace(openCL, BothFences);

    /// <summary>What is wrong with a kernel's PTX; empty where all is well.</summary>
    public static List<string> FaultsOfPtx(string ptx)
    {
        List<string> faults = [];
        if (ptx.Contains(".local", StringComparison.Ordinal)) { faults.Add("it uses local memory, which lies in global memory"); }
        if (ptx.Contains(".extern .func", StringComparison.Ordinal)) { faults.Add("it calls a function that nobody defines"); }
        if (GenericAccess().Match(ptx) is { Success: true } access) { faults.Add($"it accesses memory without saying which: {access.Value.Trim()}"); }
        AddOrderFaults(faults, PtxEvents(ptx));
        return faults;
    }

    /// <summary>What is wrong with a kernel's OpenCL source; empty where all is well.</summary>
    public static List<string> FaultsOfOpenCL(string source)
    {
        List<string> faults = [];
        if (source.Contains("generic ", StringComparison.Ordinal)) { faults.Add("it accesses memory without saying which"); }
        if (Barrier().IsMatch(source) && source.Replace(BothFences, "", StringComparison.Ordinal).Contains("barrier(", StringComparison.Ordinal))
        {
            faults.Add("it has a barrier that does not order local memory");
        }

        return faults;
    }

    /// <summary>
    /// The kernels' habit is: store to shared memory, barrier, load from it, barrier, and round again. Two barriers with no load between
    /// them mean that loads were moved past one. s: stores, b: barrier, l: loads, in the order of the text.
    /// </summary>
    public static string PtxEvents(string ptx)
    {
        var events = new System.Text.StringBuilder();
        foreach (Match match in PtxEvent().Matches(ptx))
        {
            char next = match.Value[0] switch { 'b' => 'b', 's' => 's', _ => 'l' };
            if (next == 'b' || events.Length == 0 || events[^1] != next) { events.Append(next); }
        }

        return events.ToString();
    }

    private static void AddOrderFaults(List<string> faults, string events)
    {
        int loads = events.IndexOf('l', StringComparison.Ordinal);
        int stores = events.IndexOf('s', StringComparison.Ordinal);
        if (!events.Contains('b', StringComparison.Ordinal))
        {
            if (stores >= 0 && loads >= 0) { faults.Add("it shares memory without a barrier"); }
        }
        else if (events.Contains("bb", StringComparison.Ordinal) || events.Contains("sl", StringComparison.Ordinal) || events.Contains("ls", StringComparison.Ordinal))
        {
            faults.Add($"its loads from shared memory and its barriers are out of order: {events}");
        }
    }

    [GeneratedRegex(@"\bbarrier\(\s*CLK_[A-Z_| ]+\)")]
    private static partial Regex Barrier();

    [GeneratedRegex(@"^\s*(@!?%p\d+\s+)?(ld|st)(\.v[24])?\.[bfsu]\d+.*$", RegexOptions.Multiline)]
    private static partial Regex GenericAccess();

    [GeneratedRegex(@"\b(bar\.sync|barrier\.sync|st\.shared|ld\.shared)")]
    private static partial Regex PtxEvent();
}
