using System.Text.RegularExpressions;

namespace ModelGen.Generators.Tests.Debugging;

/// <summary>Calls of kernels in a generated file.</summary>
internal static partial class LayerCall
{
    /// <summary>The first one in a text as <c>4 Dense.Forward</c>; null where there is none.</summary>
    public static string? In(string text) =>
        Kernel().Match(text) is { Success: true } kernel ? $"{kernel.Groups["layer"].Value} {kernel.Groups["name"].Value}"
        : Lanes().Match(text) is { Success: true } lanes ? $"{lanes.Groups["layer"].Value} {lanes.Groups["name"].Value}"
        : null;

    /// <summary>Where calls begin in a line.</summary>
    public static IEnumerable<int> Places(string line) => Kernel().Matches(line).Concat(Lanes().Matches(line)).Select(call => call.Index);

    [GeneratedRegex(@"(?<![\w.])(?<name>[A-Z]\w*\.[A-Z]\w*)(?:<[^(]*>)?\(s(?:tep)?\.At\((?<layer>\d+)\)")]
    private static partial Regex Kernel();

    [GeneratedRegex(@"step\.At\((?<layer>\d+)\)\.(?<name>AddLanes\(\w+\))")]
    private static partial Regex Lanes();
}
