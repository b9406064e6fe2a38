using System.Text.RegularExpressions;
using ModelGen.Tests;

namespace ModelGen.EndToEnd.Tests;

/// <summary>
/// Programs for a browser, made with nothing but the SDK: no workload. They train on the one thread that there is, and call nothing that a
/// browser lacks.
/// </summary>
public partial class WebAssemblyTests(Package package)
{
    // Twice what is left of it; whole it has 1,130,000.
    private const long MostBytesOfILGPU = 60_000;

    private const string More = """
        Console.WriteLine($"best: {Device.Best}; of four threads: {new CpuDevice(threads: 4)}");
        using var other = new Lecture(Device.Best, seed: 2);
        other.Compile("sgd", "categorical_crossentropy", "accuracy");
        other.Fit(SyntheticDigits.Generate(20), epochs: 2, batchSize: 10, validationSplit: 0.5);
        other.SaveWeights("other.safetensors");
        other.LoadWeights("other.safetensors");
        using var pool = other.CreatePredictorPool();
        using RentedPredictor rented = pool.Rent();
        foreach (Action refused in new Action[] { () => Device.Cuda(), () => Mnist.Load(), () => pool.Rent() })
        {
            try { refused(); }
            catch (Exception e) { Console.WriteLine($"{e.GetType().Name}: {e.Message}"); }
        }
        """;

    [Fact(SkipUnless = nameof(Extent.IsFull), SkipType = typeof(Extent), Skip = Extent.Reason)]
    public async Task A_program_trains_under_node_as_under_the_jit()
    {
        string? node = Tools.Find("node");
        Assert.SkipWhen(node is null, "needs node");
        var project = new Project(package, "Wasm", sdk: "Microsoft.NET.Sdk.WebAssembly");
        project.Write("Program.cs", LectureProgram.Text(More));
        project.Write("wwwroot/main.mjs", "import { dotnet } from './_framework/dotnet.js'\nawait dotnet.run();\n");
        await PublishAsync(project);
        string ilgpu = Assert.Single(Directory.GetFiles(project.PathOf("out/wwwroot/_framework"), "ILGPU*.wasm"));
        Assert.True(new FileInfo(ilgpu).Length < MostBytesOfILGPU, $"{ilgpu} has {new FileInfo(ilgpu).Length:N0} bytes.");

        string site = project.PathOf("out/wwwroot");
        string output = (await Command.RunAsync(node!, site, new Dictionary<string, string>(), "main.mjs")).Succeeded().Output;
        Assert.Contains("browser-wasm, Wasm", output);
        Assert.Matches("best: CPU, 1 thread, .*; of four threads: CPU, 1 thread, ", output);
        Assert.Matches(@"\nEpoch 2/2 - 1/1 - .* - val_loss: \d", output);
        Assert.DoesNotContain('\e', output);
        Assert.Contains("InvalidOperationException: There is no CUDA device 0: a browser has no drivers for it. There is: CPU, ", output);
        Assert.Contains("DataUnavailableException: A browser's one thread cannot wait for a download. ", output);
        Assert.Contains("InvalidOperationException: All predictors are rented, and a browser's one thread cannot wait for one. ", output);
        await LectureProgram.CheckAsync(package, output);
    }

    [Fact(SkipUnless = nameof(Extent.IsFull), SkipType = typeof(Extent), Skip = Extent.Reason)]
    public async Task A_page_trains_in_a_browser_as_under_the_jit()
    {
        var project = new Project(package, "Page", sdk: "Microsoft.NET.Sdk.BlazorWebAssembly",
            properties: "<OverrideHtmlAssetPlaceholders>true</OverrideHtmlAssetPlaceholders>",
            items: "<PackageReference Include=\"Microsoft.AspNetCore.Components.WebAssembly\""
                + " Version=\"$(BundledNETCoreAppPackageVersion)\" />");
        project.Write("Program.cs", """
            using Microsoft.AspNetCore.Components.WebAssembly.Hosting;

            var builder = WebAssemblyHostBuilder.CreateDefault(args);
            builder.RootComponents.Add<Page.App>("#app");
            await builder.Build().RunAsync();
            """);
        project.Write("Lecture.cs", $"using ModelGen;\n\n{LectureProgram.Network}");
        project.Write("App.razor", $$"""
            @using System.Globalization
            @using ModelGen
            @using ModelGen.Data
            <pre id="predictions">@_predictions</pre>
            @code {
                private string _predictions = "";

                protected override void OnInitialized()
                {
                    {{LectureProgram.Training}}
                    _predictions = {{LectureProgram.Predictions}};
                }
            }
            """);
        project.Write("wwwroot/index.html", """
            <!DOCTYPE html>
            <html>
            <head><base href="/" /><script type="importmap"></script></head>
            <body><div id="app"></div><script src="_framework/blazor.webassembly#[.{fingerprint}].js"></script></body>
            </html>
            """);
        await PublishAsync(project);

        string? browser = Tools.Find("chromium") ?? Tools.Find("google-chrome");
        Assert.SkipWhen(browser is null, "was published; to run it needs chromium or google-chrome");
        using var site = new StaticSite(project.PathOf("out/wwwroot"));
        Command page = await Command.RunAsync(browser!, package.Folder, new Dictionary<string, string>(), "--headless", "--no-sandbox",
            "--disable-gpu", $"--user-data-dir={project.PathOf("browser")}", "--virtual-time-budget=60000", "--dump-dom", site.Address);
        Match predictions = Shown().Match(page.Succeeded().Output);
        Assert.True(predictions.Success, page.Output);
        await LectureProgram.CheckAsync(package, predictions.Groups[1].Value);
    }

    private static async Task PublishAsync(Project project)
    {
        Command publish = await project.DotnetAsync("publish", "-tl:off", "-o", "out");
        publish.SkipWithoutPackages();
        Assert.DoesNotContain("warning", publish.Succeeded().Output);
    }

    [GeneratedRegex("<pre id=\"predictions\">(.+?)</pre>")]
    private static partial Regex Shown();
}
