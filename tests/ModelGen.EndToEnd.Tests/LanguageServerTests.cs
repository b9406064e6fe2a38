using System.Text.Json;
using ModelGen.Tests;

namespace ModelGen.EndToEnd.Tests;

/// <summary>What an editor shows that knows nothing of the package but what a language server tells it.</summary>
public class LanguageServerTests(Package package, ITestOutputHelper output)
{
    private const string Wrong = """
        using ModelGen;
        Console.WriteLine(Net.Summary);

        /// <summary>Tells two kinds of pictures apart.</summary>
        [Input(5, 5, 1)]
        [Conv2D(8, 7)]
        [Dense(2, Softmax)]
        public partial class Net;
        """;

    [Fact(SkipUnless = nameof(Extent.IsFull), SkipType = typeof(Extent), Skip = Extent.Reason)]
    public async Task Try()
    {
        var project = new Project(package, "Editor");
        project.Write("Program.cs", Wrong);
        (await project.DotnetAsync("restore")).Succeeded();
        await using LanguageServer server = await LanguageServer.StartAsync(package, project);
        await server.OpenAsync("Program.cs", Wrong);
        JsonElement[] found = await server.DiagnosticsAsync("Program.cs");
        foreach (var f in found) { output.WriteLine(f.ToString()); }
        output.WriteLine(await server.HoverAsync("Program.cs", 7, 22));
        output.WriteLine(await server.HoverAsync("Program.cs", 5, 3));
        output.WriteLine(await server.HoverAsync("Program.cs", 1, 22));
        foreach (var offer in await server.FixesAsync("Program.cs", found.First(f => f.GetProperty("code").GetString() == "MGN0101")))
        {
            output.WriteLine(offer.ToString());
            output.WriteLine((await server.ResolveAsync(offer)).ToString());
        }
    }
}
