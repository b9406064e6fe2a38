using System.Reflection;
using Microsoft.CodeAnalysis;
using ModelGen.Generators.Evaluate;

namespace ModelGen.Generators.Tests;

/// <summary>The page about the language of Forward says what is evaluated and what is not, of all that the compiler has.</summary>
public class LanguageTests
{
    private static readonly string Page = Path.Combine(MarkdownPage.Repository, "docs/forward-language.md");

    private static OperationKind[] Kinds =>
        [.. Enum.GetNames<OperationKind>().Where(name => typeof(OperationKind).GetField(name)!.GetCustomAttributes<ObsoleteAttribute>()
            .All(o => !o.IsError))
            .Select(Enum.Parse<OperationKind>).Distinct().Order()];

    [Fact]
    public void Every_kind_of_operation_is_evaluated_or_refused_or_never_comes_alone()
    {
        OperationKind[] listed = [.. OperationKinds.Evaluated, .. OperationKinds.Refused.Keys, .. OperationKinds.NeverAlone];
        Assert.Equal([], listed.GroupBy(kind => kind).Where(group => group.Count() > 1).Select(group => group.Key));
        Assert.Equal([], Kinds.Except(listed));
    }

    [Fact]
    public void The_page_has_the_table_of_kinds() => AssertHas(string.Concat(Kinds.Select(Row).Order(StringComparer.Ordinal)));

    [Fact]
    public void The_page_has_all_members()
    {
        const string made = "new ";
        string[] objects = [.. KnownMembers.Names.Where(name => name.StartsWith(made, StringComparison.Ordinal))];
        IEnumerable<string> types = KnownMembers.Names.Except(objects).GroupBy(name => name.Split('.')[0])
            .Select(type => $"* `{type.Key}`: " + string.Join(", ", type.Select(name => name[(type.Key.Length + 1)..])));
        AssertHas(string.Concat(types.Append("* objects: " + string.Join(", ", objects.Select(name => $"`{name}`"))).Select(Wrap)));
    }

    private static string Wrap(string line)
    {
        var text = new System.Text.StringBuilder();
        const int most = 140;
        while (line.Length > most)
        {
            int end = line.LastIndexOf(' ', most);
            text.Append(line.AsSpan(0, end)).Append('\n');
            line = "  " + line[(end + 1)..];
        }

        return text.Append(line).Append('\n').ToString();
    }

    private static string Row(OperationKind kind) => OperationKinds.Evaluated.Contains(kind) ? $"| {Name(kind)} | evaluated |\n"
        : OperationKinds.Refused.TryGetValue(kind, out OperationKinds.Words? words)
            ? $"| {Name(kind)} | refused: {words.What}. {words.Instead}. |\n"
        : $"| {Name(kind)} | never alone, or not in C# |\n";

    // Of two names for one kind the shorter.
    private static string Name(OperationKind kind) => Enum.GetNames<OperationKind>().Where(name => Enum.Parse<OperationKind>(name) == kind)
        .OrderBy(name => name.Length).First();

    private static void AssertHas(string table)
    {
        if (!File.ReadAllText(Page).Contains(table)) { Assert.Fail($"docs/forward-language.md lacks:\n{table}"); }
    }
}
