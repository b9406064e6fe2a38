using System.Diagnostics;
using System.Text.Json;
using ModelGen.Tests;

namespace ModelGen.EndToEnd.Tests;

/// <summary>What an editor shows that knows nothing of the package but what a language server tells it.</summary>
public class LanguageServerTests(Package package, ITestOutputHelper output)
{
    private const string File = "Program.cs";
    private const int Keystrokes = 21;

    private const string Right = """
        using ModelGen;

        using var model = new Net();
        model.Compile("sgd", "sparse_categorical_crossentropy");
        Console.WriteLine(Net.Summary);

        /// <summary>Tells ten digits apart.</summary>
        [Input(28, 28, 1)]
        [Conv2D(8, 7, ReLU)]
        [Dense(10, Softmax)]
        public partial class Net;
        """;

    // The window is larger than the picture, and the loss has lost a letter.
    private static readonly string Wrong =
        Right.Replace("[Conv2D(8, 7, ", "[Conv2D(8, 77, ", StringComparison.Ordinal).Replace("entropy", "entrpy", StringComparison.Ordinal);

    [Fact(SkipUnless = nameof(Extent.IsFull), SkipType = typeof(Extent), Skip = Extent.Reason)]
    public async Task It_underlines_findings_until_they_are_mended()
    {
        await using LanguageServer server = await OpenAsync("Findings", Wrong);
        JsonElement[] findings = await OursAsync(server);
        Assert.Equal(["MGN0101 8:11-8:13", "MGN0201 3:21-3:53"], findings.Select(Place).Order(StringComparer.Ordinal));
        JsonElement window = findings.Single(finding => Code(finding) == "MGN0101");
        Assert.StartsWith("Layer 1, Conv2D: a 77 x 77 kernel does not fit", window.GetProperty("message").GetString());
        string page = window.GetProperty("codeDescription").GetProperty("href").GetString()!;
        Assert.StartsWith("# MGN0101: ", await System.IO.File.ReadAllTextAsync(new Uri(page).LocalPath));

        // csharp-ls offers no fixes of packages; dotnet format writes them to the file, and an editor reads it again.
        (await server.Project.DotnetAsync("format", "analyzers", "--no-restore", "--diagnostics", "MGN0101", "MGN0201")).Succeeded();
        await server.ChangeAsync(File, await System.IO.File.ReadAllTextAsync(server.Project.PathOf(File)));
        Assert.DoesNotContain(await OursAsync(server), finding => finding.GetProperty("severity").GetInt32() == 1);
    }

    [Fact(SkipUnless = nameof(Extent.IsFull), SkipType = typeof(Extent), Skip = Extent.Reason)]
    public async Task It_explains_what_is_under_the_mouse()
    {
        await using LanguageServer server = await OpenAsync("Hovers", Right);
        await ExplainsAsync("partial class Net", "Tells ten digits apart.", "Layer (type)");
        await ExplainsAsync("[Conv2D", "A convolution with a square kernel.", "``kernelSize``: The kernel's height and width");
        await ExplainsAsync("Net.Summary", "string Net.Summary", "The table that Keras 3 prints");
        await ExplainsAsync("model.Compile", "void Model.Compile(");

        async Task ExplainsAsync(string code, params string[] texts)
        {
            string[] lines = Right.Split('\n');
            int line = Array.FindIndex(lines, text => text.Contains(code, StringComparison.Ordinal));
            int end = lines[line].IndexOf(code, StringComparison.Ordinal) + code.Length;
            string hover = await server.HoverAsync(File, line, end - 1);
            Assert.All(texts, text => Assert.Contains(text, hover));
        }
    }

    /// <summary>Prints the times from a letter to its finding, and beside them what the server takes without the package.</summary>
    [Fact(SkipUnless = nameof(Extent.IsFull), SkipType = typeof(Extent), Skip = Extent.Reason)]
    public async Task From_a_keystroke_to_its_finding_it_takes_less_than_a_second()
    {
        await using LanguageServer server = await OpenAsync("Typing", Right);
        double layer = await MeasureAsync("a digit of a layer", server, 8, 11, "7", "77", "MGN0101");
        double loss = await MeasureAsync("a letter of a loss", server, 3, 47, "n", "", "MGN0201");
        Assert.True(Math.Max(layer, loss) < 1000, $"{layer:F0} and {loss:F0} ms");

        const string bare = "int length = 7;\nConsole.WriteLine(length);\n";
        var without = new Project(package, "WithoutPackage", namesPackage: false);
        await using LanguageServer floor = await OpenAsync(without, bare);
        await MeasureAsync("without the package, a letter of a name", floor, 1, 18, "l", "", "CS0103");
    }

    private async Task<double> MeasureAsync(string what, LanguageServer server, int line, int character, string right, string wrong,
        string finding)
    {
        var times = new List<double>();
        for (int i = 0; i <= Keystrokes; i++)
        {
            long start = Stopwatch.GetTimestamp();
            await server.TypeAsync(File, line, character, right.Length, wrong);
            while (!await FindsAsync()) { }
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            await server.TypeAsync(File, line, character, wrong.Length, right);
            Assert.False(await FindsAsync());
        }

        double[] sorted = [.. times.Skip(1).Order()]; // the first loads what the rest has
        double median = sorted[Keystrokes / 2];
        output.WriteLine(FormattableString.Invariant(
            $"{what}: {median:F0} ms [{sorted[0]:F0}..{sorted[^1]:F0}], the first time {times[0]:F0} ms"));
        return median;

        async Task<bool> FindsAsync() => (await server.DiagnosticsAsync(File)).Any(found => Code(found) == finding);
    }

    private Task<LanguageServer> OpenAsync(string name, string text) => OpenAsync(new Project(package, name), text);

    private async Task<LanguageServer> OpenAsync(Project project, string text)
    {
        project.Write(File, text);
        (await project.DotnetAsync("restore")).Succeeded();
        LanguageServer server = await LanguageServer.StartAsync(package, project);
        await server.OpenAsync(File, text);
        return server;
    }

    private static async Task<JsonElement[]> OursAsync(LanguageServer server) =>
        [.. (await server.DiagnosticsAsync(File)).Where(finding => Code(finding).StartsWith("MGN", StringComparison.Ordinal))];

    private static string Code(JsonElement finding) => finding.GetProperty("code").GetString()!;

    private static string Place(JsonElement finding)
    {
        JsonElement range = finding.GetProperty("range");
        return $"{Code(finding)} {Of("start")}-{Of("end")}";

        string Of(string end) => $"{range.GetProperty(end).GetProperty("line")}:{range.GetProperty(end).GetProperty("character")}";
    }
}
