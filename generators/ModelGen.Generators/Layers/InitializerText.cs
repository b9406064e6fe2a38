using System.Globalization;

namespace ModelGen.Generators.Layers;

/// <summary>An initializer as a string names it, with Keras's names and arguments: <c>random_normal(mean=0, stddev=0.1)</c>.</summary>
/// <param name="Kind">Which one, where it is known.</param>
/// <param name="Code">What makes it in generated code, or null where there is a problem.</param>
/// <param name="Problem">What is wrong with it, or null.</param>
/// <param name="Suggestion">What to write instead.</param>
internal sealed record InitializerText(InitializerKind? Kind, string? Code, string? Problem, string Suggestion)
{
    public static InitializerText Parse(string text)
    {
        string written = text.Trim();
        int open = written.IndexOf('(');
        string name = (open < 0 ? written : written.Substring(0, open)).Trim();
        string arguments = open < 0 ? "" : written.Substring(open + 1);
        if (Find(name) is not { } kind) { return Unknown(name, open < 0 ? "" : written.Substring(open)); }
        if (open < 0) { return new(kind, Write(kind, []), null, ""); }
        if (!arguments.EndsWith(")", StringComparison.Ordinal)) { return Wrong(kind, "its parenthesis is not closed"); }
        return ReadArguments(kind, arguments.Substring(0, arguments.Length - 1));
    }

    private static InitializerKind? Find(string name) =>
        Initializers.All.FirstOrDefault(kind => kind.Names.Contains(name) || kind.Class == name);

    private static InitializerText Unknown(string name, string rest)
    {
        string[] near = [.. Initializers.All.SelectMany(kind => kind.Names)
            .Select(known => (Name: known, Distance: Words.Distance(known, name)))
            .Where(known => known.Distance <= Math.Max(2, known.Name.Length / 4)).OrderBy(known => known.Distance)
            .Select(known => known.Name).Take(3)];
        string nearest = near.FirstOrDefault() ?? "";
        string suggestion = nearest == "" ? Initializers.All[0].Example : Parse(nearest + rest) is { Problem: null }
            ? nearest + rest : Find(nearest)!.Example;
        string hint = near.Length == 0
            ? $"there are {Text.List([.. Initializers.All.Select(kind => kind.Names[0])])}"
            : $"near it {(near.Length == 1 ? "is" : "are")} {Text.List(near)}";
        return new(null, null, $"there is no initializer {(name == "" ? "without a name" : name)}; {hint}", suggestion);
    }

    private static InitializerText ReadArguments(InitializerKind kind, string list)
    {
        var given = new Dictionary<string, string>();
        string[] arguments = list.Trim() == "" ? [] : [.. list.Split(',').Select(argument => argument.Trim())];
        bool named = false;
        for (int i = 0; i < arguments.Length; i++)
        {
            int equals = arguments[i].IndexOf('=');
            named |= equals >= 0;
            string? name = equals >= 0 ? arguments[i].Substring(0, equals).Trim() : named
                ? null : kind.Parameters.ElementAtOrDefault(i)?.Name;
            if (name is null)
            {
                return Wrong(kind, named ? $"{arguments[i]} stands after a named argument and has no name" : Takes(kind, arguments[i]));
            }
            if (name == "seed") { return Wrong(kind, "first weights come from the model's seed, and none is named here"); }
            if (kind.Parameters.FirstOrDefault(p => p.Name == name) is not { } parameter) { return Wrong(kind, Takes(kind, name)); }
            if (given.ContainsKey(name)) { return Wrong(kind, $"{name} is given twice"); }
            string value = arguments[i].Substring(equals + 1).Trim().Trim('\'', '"');
            if (ProblemOf(parameter, value) is { } problem) { return Wrong(kind, problem); }
            given.Add(name, value);
        }

        if (given.TryGetValue("minval", out string least) | given.TryGetValue("maxval", out string most)
            && Number(least ?? "-0.05") > Number(most ?? "0.05"))
        {
            return Wrong(kind, $"minval is {least ?? "-0.05"}, which is more than maxval, {most ?? "0.05"}");
        }

        return new(kind, Write(kind, given), null, "");
    }

    private static string? ProblemOf(InitializerParameter parameter, string value)
    {
        if (parameter.Range is not { } range)
        {
            return parameter.Words.Any(word => word.Word == value)
                ? null : $"{parameter.Name} is {value}, and must be {Text.Choice([.. parameter.Words.Select(word => word.Word)])}";
        }

        return range.Contains(Number(value)) ? null : $"{parameter.Name} is {value}, and must be {range.Text}";
    }

    private static double Number(string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.NaN;

    private static string Takes(InitializerKind kind, string argument) => kind.Parameters.Length == 0
        ? $"{kind.Names[0]} takes no arguments"
        : $"{kind.Names[0]} takes {Text.List([.. kind.Parameters.Select(p => p.Name)])}, not {argument}";

    private static InitializerText Wrong(InitializerKind kind, string problem) => new(kind, null, problem, kind.Example);

    private static string Write(InitializerKind kind, Dictionary<string, string> given)
    {
        if (kind.IsMember && given.Count == 0) { return Initializers.Member(kind.Class); }
        string ValueOf(InitializerParameter p) => Value(p, given.TryGetValue(p.Name, out string value) ? value : p.Default);
        return $"Initial.{kind.Class}({string.Join(", ", kind.Parameters.Select(p => $"{p.Name}: {ValueOf(p)}"))})";
    }

    private static string Value(InitializerParameter parameter, string value) =>
        parameter.Range is null ? parameter.Words.First(word => word.Word == value).Code : Text.Fraction(Number(value));
}
