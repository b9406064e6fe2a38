using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ModelGen.Benchmarks;

/// <summary>The one Python process that trains with PyTorch on the first NVIDIA GPU: it answers each line of JSON with one.</summary>
internal sealed class PyTorchProcess
{
    private static readonly Lazy<PyTorchProcess> s_running = new(() => new PyTorchProcess());

    private readonly Process _python;

    private PyTorchProcess()
    {
        string python = Environment.GetEnvironmentVariable("MODELGEN_PYTHON") ?? "python3";
        var start = new ProcessStartInfo(python, [Path.Combine(AppContext.BaseDirectory, "pytorch_peer.py")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        try { _python = Process.Start(start)!; }
        catch (Win32Exception error)
        {
            throw new UserException(
                $"PyTorch cannot be loaded: {python} does not start ({error.Message}). MODELGEN_PYTHON may name another Python, one that "
                    + "has torch and CUDA.", 2);
        }
        AppDomain.CurrentDomain.ProcessExit += (_, _) => _python.StandardInput.Close();
        JsonNode hello = Read();
        Name = $"PyTorch {hello["torch"]}, {hello["device"]}";
    }

    public static PyTorchProcess Running => s_running.Value;

    /// <summary>The process's time so far.</summary>
    public TimeSpan CpuTime
    {
        get
        {
            _python.Refresh();
            return _python.TotalProcessorTime;
        }
    }

    /// <summary>The same; none where no process runs.</summary>
    public static TimeSpan CpuTimeOfAll => s_running.IsValueCreated ? Running.CpuTime : TimeSpan.Zero;

    /// <summary>The library and the GPU.</summary>
    public string Name { get; }

    /// <summary>Sends a request and waits for its answer.</summary>
    public JsonNode Ask(object request)
    {
        _python.StandardInput.WriteLine(JsonSerializer.Serialize(request));
        _python.StandardInput.Flush();
        JsonNode answer = Read();
        return answer["error"] is { } error ? throw new UserException($"PyTorch: {error}", 1) : answer;
    }

    private JsonNode Read() => _python.StandardOutput.ReadLine() is { } line
        ? JsonNode.Parse(line)!
        : throw new UserException(
            "PyTorch cannot be loaded: its process ended; what it said stands above. MODELGEN_PYTHON may name another Python, one that has "
                + "torch and CUDA.", 2);
}
