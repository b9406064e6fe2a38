using System.Diagnostics;

namespace ModelGen.Generators.Tests.Debugging;

/// <summary>A program in a process of its own, which waits before its first statement until a debugger is there.</summary>
internal sealed class Debuggee : IDisposable
{
    /// <summary>The name of its assembly.</summary>
    public const string Assembly = "Test.dll";

    /// <summary>How long anything may take before a test gives up; it takes a second.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly string[] s_libraries =
        ["ModelGen.dll", "ILGPU.dll", "ILGPU.Algorithms.dll", "System.IO.Hashing.dll", "System.Numerics.Tensors.dll"];

    private readonly string _folder = Directory.CreateTempSubdirectory("modelgen-debuggee-").FullName;
    private readonly Timer _limit;

    /// <summary>Builds and starts it.</summary>
    public Debuggee(string program)
    {
        var build = DebugBuild.Program($"Console.WriteLine(\"ready\");\nConsole.ReadLine();\n{program}");
        Symbols = build.Symbols;
        foreach (string library in s_libraries) { File.Copy(Path.Combine(AppContext.BaseDirectory, library), PathOf(library)); }
        File.WriteAllBytes(PathOf(Assembly), build.Assembly);
        File.WriteAllText(PathOf("Test.runtimeconfig.json"), """
            {
              "runtimeOptions": {
                "framework": { "name": "Microsoft.NETCore.App", "version": "10.0.0" },
                "configProperties": { "System.Globalization.Invariant": true }
              }
            }
            """);
        string dotnet = Path.GetFullPath(Path.Combine(Runtime, "../../../dotnet"));
        Process = Process.Start(new ProcessStartInfo(dotnet, ["exec", "--fx-version", Path.GetFileName(Runtime), PathOf(Assembly)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["DOTNET_EnableDiagnostics"] = "1" },
        })!;
        _limit = new Timer(_ => Process.Kill(), state: null, Patience, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The folder of the runtime, this process's and its own.</summary>
    public static string Runtime { get; } = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    public Process Process { get; }

    public Symbols Symbols { get; }

    /// <summary>Returns when a debugger can attach.</summary>
    public void WaitUntilReady() => Assert.Equal("ready", Process.StandardOutput.ReadLine());

    /// <summary>Lets it begin.</summary>
    public void Begin() => Process.StandardInput.WriteLine();

    public void Dispose()
    {
        // It may be at work.
        _limit.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Process.Kill();
        Process.WaitForExit(TimeSpan.FromSeconds(5));
        // The runtime's own, which a killed process leaves behind.
        IEnumerable<string> pipes = new[] { "clr-debug-pipe", "dotnet-diagnostic" }
            .SelectMany(name => Directory.EnumerateFileSystemEntries(Path.GetTempPath(), $"{name}-{Process.Id}-*"));
        foreach (string pipe in pipes) { File.Delete(pipe); }
        Process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string PathOf(string file) => Path.Combine(_folder, file);
}
