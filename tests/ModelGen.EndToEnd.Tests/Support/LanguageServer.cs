using System.Diagnostics;
using System.Text.Json;
using StreamJsonRpc;

namespace ModelGen.EndToEnd.Tests;

/// <summary>
/// csharp-ls, which editors start and talk to over its standard streams, on a project that has been restored. It serves until this is
/// disposed.
/// </summary>
public sealed class LanguageServer : IAsyncDisposable
{
    private const string Name = "csharp-ls", Version = "0.28.0";

    // Plenty for the slowest, the first answer, for which it loads the project.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly JsonRpc _connection;
    private int _version;

    private LanguageServer(Process process, Project project)
    {
        (_process, Project) = (process, project);
        var messages = new HeaderDelimitedMessageHandler(
            process.StandardInput.BaseStream, process.StandardOutput.BaseStream, new SystemTextJsonFormatter());
        _connection = new JsonRpc(messages, new Client());
        _connection.StartListening();
    }

    /// <summary>The project.</summary>
    public Project Project { get; }

    /// <summary>Starts it; skips the test where it cannot be installed.</summary>
    public static async Task<LanguageServer> StartAsync(Package package, Project project)
    {
        string tools = Path.Combine(package.Packages, Name);
        Command install = await project.DotnetAsync("tool", "install", Name, "--version", Version, "--tool-path", tools);
        bool isThere = install.ExitCode == 0 || install.Output.Contains("is already installed");
        Assert.SkipUnless(isThere, $"{Name} {Version} cannot be installed here: {install.Output.Trim()}");

        string program = Path.Combine(tools, OperatingSystem.IsWindows() ? $"{Name}.exe" : Name);
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = project.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Command.SetEnvironment(start.Environment, new Dictionary<string, string> { ["NUGET_PACKAGES"] = package.Packages });
        var process = new Process { StartInfo = start };
        process.ErrorDataReceived += (_, _) => { };
        process.Start();
        process.BeginErrorReadLine();
        var server = new LanguageServer(process, project);
        string root = new Uri(project.Folder).AbsoluteUri;
        await server.AskAsync("initialize", new
        {
            processId = Environment.ProcessId,
            rootUri = root,
            workspaceFolders = new[] { new { uri = root, name = "project" } },
            capabilities = new
            {
                workspace = new { configuration = true, workspaceFolders = true },
                textDocument = new
                {
                    diagnostic = new { dynamicRegistration = false },
                    hover = new { contentFormat = new[] { "markdown", "plaintext" } },
                },
            },
        });
        await server.TellAsync("initialized", new { });
        return server;
    }

    /// <summary>Opens a file of the project, as an editor does whose text is not saved yet.</summary>
    public Task OpenAsync(string file, string text) => TellAsync("textDocument/didOpen", new
    {
        textDocument = new { uri = UriOf(file), languageId = "csharp", version = ++_version, text },
    });

    /// <summary>Replaces its text.</summary>
    public Task ChangeAsync(string file, string text) => TellAsync("textDocument/didChange", new
    {
        textDocument = new { uri = UriOf(file), version = ++_version },
        contentChanges = new[] { new { text } },
    });

    /// <summary>Types into it: replaces <paramref name="length"/> characters of a line.</summary>
    public Task TypeAsync(string file, int line, int character, int length, string text) => TellAsync("textDocument/didChange", new
    {
        textDocument = new { uri = UriOf(file), version = ++_version },
        contentChanges = new[] { new { range = Range(line, character, line, character + length), text } },
    });

    /// <summary>What is wrong in a file.</summary>
    public async Task<JsonElement[]> DiagnosticsAsync(string file)
    {
        JsonElement report = await AskAsync("textDocument/diagnostic", new { textDocument = new { uri = UriOf(file) } });
        return [.. report.GetProperty("items").EnumerateArray()];
    }

    /// <summary>What an editor shows beside the mouse.</summary>
    public async Task<string> HoverAsync(string file, int line, int character)
    {
        JsonElement hover = await AskAsync("textDocument/hover",
            new { textDocument = new { uri = UriOf(file) }, position = new { line, character } });
        return hover.ValueKind == JsonValueKind.Null ? "" : hover.GetProperty("contents").GetProperty("value").GetString()!;
    }

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        _connection.Dispose();
        if (!_process.HasExited) { _process.Kill(entireProcessTree: true); }
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static object Range(int line, int character, int endLine, int endCharacter) =>
        new { start = new { line, character }, end = new { line = endLine, character = endCharacter } };

    private string UriOf(string file) => new Uri(Project.PathOf(file)).AbsoluteUri;

    private Task<JsonElement> AskAsync(string method, object argument) =>
        _connection.InvokeWithParameterObjectAsync<JsonElement>(method, argument).WaitAsync(Limit);

    private Task TellAsync(string method, object argument) => _connection.NotifyWithParameterObjectAsync(method, argument);

    /// <summary>What the server asks its editor for.</summary>
    private sealed class Client
    {
        /// <summary>Its settings, one for each section that is asked for; analyzers are off in it by default.</summary>
        [JsonRpcMethod("workspace/configuration", UseSingleObjectParameterDeserialization = true)]
        public static object[] Configuration(JsonElement request) =>
            [.. request.GetProperty("items").EnumerateArray().Select(_ => new { analyzersEnabled = true })];

        [JsonRpcMethod("client/registerCapability", UseSingleObjectParameterDeserialization = true)]
        public static object? Register(JsonElement request) => null;

        [JsonRpcMethod("window/workDoneProgress/create", UseSingleObjectParameterDeserialization = true)]
        public static object? Progress(JsonElement request) => null;
    }
}
