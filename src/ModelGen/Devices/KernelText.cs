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
        if (GenericAccess().Match(ptx) is { Success: true } access)
        {
            faults.Add($"it accesses memory without saying which: {access.Value.Trim()}");
        }
        if (ConstantOnTheLeft().Match(ptx) is { Success: true } choice)
        {
            faults.Add(
                $"it chooses by a comparison with a constant on its left, where ILGPU mistakes NaN: {choice.Groups["comparison"].Value}");
        }
        faults.AddRange(SharedMemoryOrder.FaultsOf(ptx));
        return faults;
    }

    /// <summary>What is wrong with a kernel's OpenCL source; empty where all is well.</summary>
    public static List<string> FaultsOfOpenCL(string source)
    {
        List<string> faults = [];
        if (source.Contains("generic ", StringComparison.Ordinal)) { faults.Add("it accesses memory without saying which"); }
        if (Barrier().IsMatch(source)
            && source.Replace(BothFences, "", StringComparison.Ordinal).Contains("barrier(", StringComparison.Ordinal))
        {
            faults.Add("it has a barrier that does not order local memory");
        }

        return faults;
    }

    [GeneratedRegex(@"\bbarrier\(\s*CLK_[A-Z_| ]+\)")]
    private static partial Regex Barrier();

    [GeneratedRegex(@"^\s*(@!?%p\d+\s+)?(ld|st)(\.v[24])?\.[bfsu]\d+.*$", RegexOptions.Multiline)]
    private static partial Regex GenericAccess();

    // Turned round by ILGPU, the constant stands on the right; unordered means that NaN counts as true.
    [GeneratedRegex(@"^\s*(?<comparison>setp\.(lt|le|gt|ge)u\.f32\s+(?<which>%p\d+), %f\d+, 0f[0-9A-F]{8};)"
        + @"(?=[\s\S]*?^\s*selp\.\S+\s+[^;]*, \k<which>;)", RegexOptions.Multiline)]
    private static partial Regex ConstantOnTheLeft();
}
