using System.IO.Enumeration;

namespace ModelGen;

/// <summary>
/// Names of layers and parameters with <c>*</c> for any letters and <c>?</c> for one. A pattern with a slash is one of parameters
/// (<c>conv*/kernel</c>), any other of layers.
/// </summary>
internal static class NamePattern
{
    /// <summary>Whether a name is one that the pattern means.</summary>
    public static bool Fits(string pattern, string name) =>
        FileSystemName.MatchesSimpleExpression(pattern.Replace("\\", "\\\\"), name, ignoreCase: false);

    /// <summary>Whether a parameter is one that the pattern means, by its own name or by that of its layer.</summary>
    public static bool FitsParameter(string pattern, string parameter) =>
        Fits(pattern, pattern.Contains('/') ? parameter : LayerOf(parameter));

    /// <summary>The layer's name in that of a parameter.</summary>
    public static string LayerOf(string parameter) => parameter[..Math.Max(0, parameter.LastIndexOf('/'))];

    /// <summary>The error of a pattern that means nothing, with near names and all.</summary>
    public static ArgumentException Nothing(string pattern, string what, IReadOnlyList<string> layers, IReadOnlyList<string> parameters)
    {
        IReadOnlyList<string> names = pattern.Contains('/') ? parameters : layers;
        string near = NearNames.Hint(pattern, names.Select(name => (string[])[name]));
        return new ArgumentException(
            $"There is no {(pattern.Contains('/') ? "parameter" : "layer")} \"{pattern}\" {what}.{near} There are: "
                + $"{string.Join(", ", names)}. In patterns * stands for any letters, and one with a / means parameters.");
    }
}
