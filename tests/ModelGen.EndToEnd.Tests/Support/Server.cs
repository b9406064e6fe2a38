using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace ModelGen.EndToEnd.Tests;

/// <summary>A web service in a process of its own, which runs until this is disposed.</summary>
public sealed partial class Server : IAsyncDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(1);

    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process _process;

    private Server(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, e) => Read(e.Data);
        process.ErrorDataReceived += (_, e) => Read(e.Data);
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => _address.TrySetException(new InvalidOperationException("The service has ended."));
    }

    /// <summary>Starts a program with <c>dotnet exec</c> and waits until it says where it listens.</summary>
    public static async Task<(Server Server, Uri Address)> StartAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Command.SetEnvironment(start.Environment, new Dictionary<string, string>());
        var server = new Server(new Process { StartInfo = start });
        server._process.Start();
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        try { return (server, await server._address.Task.WaitAsync(s_limit)); }
        catch (Exception e)
        {
            await server.DisposeAsync();
            throw new InvalidOperationException($"{e.Message}\n{server.Output}", e);
        }
    }

    /// <summary>What it has written so far, to both streams.</summary>
    public string Output
    {
        get { lock (_output) { return _output.ToString(); } }
    }

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) { _process.Kill(entireProcessTree: true); }
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null) { return; }
        lock (_output) { _output.Append(line).Append('\n'); }
        if (Listening().Match(line) is { Success: true } match) { _address.TrySetResult(new Uri(match.Groups[1].Value)); }
    }

    [GeneratedRegex(@"Now listening on: (\S+)")]
    private static partial Regex Listening();
}
