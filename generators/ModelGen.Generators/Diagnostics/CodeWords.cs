using System.Text.RegularExpressions;

namespace ModelGen.Generators.Diagnostics;

/// <summary>
/// What layers say of attributes, for a model that a method declares: <c>[Conv2D(8, 1, Strides = 2)]</c> is
/// <c>.Conv2D(8, 1, strides: 2)</c> there, and the property UseBias is the argument useBias.
/// </summary>
internal static class CodeWords
{
    private static readonly Regex s_layer = new(@"\[(?!Shared|Input|Model|Output)([A-Z]\w*|\{0\})(\([^\]]*\))?\]", RegexOptions.Compiled);
    private static readonly Regex s_argument = new(@"\b([A-Z])(\w*) = ", RegexOptions.Compiled);
    private static readonly Regex s_property = new(
        @"(?<![.\w""])(?:Strides|StrideHeight|StrideWidth|UseBias|PerPosition|Truncate|Axis|Axes|FirstAxis|SecondAxis|KeepDims|Momentum"
            + @"|Epsilon|Offset|Trainable|\w+Initializer|\w+InitializerConfig|\w+L[12])\b(?!\.)", RegexOptions.Compiled);

    /// <summary>A finding with its values so.</summary>
    public static Finding Of(Finding finding) => finding with { Values = new EquatableArray<string>(finding.Values.Select(Of)) };

    public static string Of(string text)
    {
        string calls = s_layer.Replace(text,
            match => $".{match.Groups[1].Value}{(match.Groups[2].Success ? match.Groups[2].Value : "()")}");
        string arguments = s_argument.Replace(calls, match => $"{match.Groups[1].Value.ToLowerInvariant()}{match.Groups[2].Value}: ");
        return s_property.Replace(arguments, match => char.ToLowerInvariant(match.Value[0]) + match.Value.Substring(1));
    }
}
