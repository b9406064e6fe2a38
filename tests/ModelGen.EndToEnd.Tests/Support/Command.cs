using System.Diagnostics;
using System.Text;

namespace ModelGen.EndToEnd.Tests;

/// <summary>A finished command.</summary>
/// <param name="ExitCode">0 where it succeeded.</param>
/// <param name="Output">What it wrote, to both streams.</param>
public sealed record Command(int ExitCode, string Output)
{
    // Plenty for the slowest, a native publish on a busy machine; a command that hangs must not hang the tests.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Runs the SDK that runs these tests.</summary>
    public static Task<Command> DotnetAsync(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        RunAsync(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", folder, environment, arguments);

    /// <summary>Runs a program.</summary>
    /// <param name="program">Its path, or its name.</param>
    /// <param name="folder">The working folder.</param>
    /// <param name="environment">Variables that are set for it.</param>
    /// <param name="arguments">Its arguments.</param>
    public static async Task<Command> RunAsync(string program, string folder, IReadOnlyDictionary<string, string> environment,
        params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        SetEnvironment(start.Environment, environment);
        var output = new StringBuilder();
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, e) => Add(e.Data);
        process.ErrorDataReceived += (_, e) => Add(e.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} ran for more than {Limit}.\n{Text()}");
        }

        return new Command(process.ExitCode, Text());

        void Add(string? line)
        {
            if (line is null) { return; }
            lock (output) { output.Append(line).Append('\n'); }
        }

        string Text()
        {
            lock (output) { return output.ToString(); }
        }
    }

    /// <summary>This command, which must have succeeded.</summary>
    public Command Succeeded()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}\n{Output}");
        return this;
    }

    /// <summary>Skips the test where the machine has no linker, or cannot fetch the native compiler, which is a package.</summary>
    public void SkipWithoutNativeCompiler() =>
        SkipWhere("there is no native compiler here", line => line.Contains("Platform linker") || IsNoPackage(line));

    /// <summary>Skips the test where the machine cannot fetch what the SDK needs for a platform, which are packages.</summary>
    public void SkipWithoutPackages() => SkipWhere("a package cannot be fetched here", IsNoPackage);

    private void SkipWhere(string reason, Func<string, bool> saysSo)
    {
        string? lack = ExitCode == 0 ? null : Output.Split('\n').FirstOrDefault(saysSo);
        Assert.SkipWhen(lack is not null, $"{reason}: {lack?.Trim()}");
    }

    private static bool IsNoPackage(string line) => line.Contains("error NU11") && !line.Contains("package ModelGen");

    // The build that runs these tests leaves traces in the environment, which would reach into the builds that they start.
    internal static void SetEnvironment(IDictionary<string, string?> environment, IReadOnlyDictionary<string, string> more)
    {
        string[] inherited = [
            .. environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name is "CI")];
        foreach (string name in inherited) { environment.Remove(name); }
        environment["MSBUILDDISABLENODEREUSE"] = "1";
        environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        environment["DOTNET_NOLOGO"] = "1";
        environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        foreach ((string name, string value) in more) { environment[name] = value; }
    }
}
