using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace ModelGen.TensorMethods;

/// <summary>What the documentation of a symbol says, as lines of another documentation comment.</summary>
internal static class Documentation
{
    /// <summary>An element of it, by another name where that is given: a property's summary documents a parameter.</summary>
    public static IEnumerable<string> Lines(ISymbol symbol, string element, string? parameter = null, string? writtenAs = null)
    {
        string xml = symbol.GetDocumentationCommentXml() is { Length: > 0 } text ? text : "<member/>";
        XElement? found = XElement.Parse(xml, LoadOptions.PreserveWhitespace).Elements(element)
            .FirstOrDefault(e => parameter is null || e.Attribute("name")?.Value == parameter);
        string name = parameter ?? writtenAs ?? "";
        string head = name == "" ? element : $"param name=\"{name}\"", tail = name == "" ? element : "param";
        string inner = found is null ? "" : string.Concat(found.Nodes().Select(node => node.ToString(SaveOptions.DisableFormatting)));
        string[] lines = [.. inner.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
        if (lines.Length < 2) { return [$"/// <{head}>{lines.FirstOrDefault()}</{tail}>"]; }
        return [$"/// <{head}>", .. lines.Select(line => "/// " + line), $"/// </{tail}>"];
    }
}
