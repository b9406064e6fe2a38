using System.Net;
using System.Net.Sockets;

namespace ModelGen.EndToEnd.Tests;

/// <summary>Shows the files of a folder to a browser on this machine, until it is disposed.</summary>
internal sealed class StaticSite : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly string _folder;

    /// <summary>Begins to listen.</summary>
    public StaticSite(string folder)
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/";
        }

        _folder = folder;
        _listener.Prefixes.Add(Address);
        _listener.Start();
        _ = AnswerAsync();
    }

    /// <summary>Where it is found.</summary>
    public string Address { get; }

    /// <summary>Ends it.</summary>
    public void Dispose() => _listener.Close();

    private async Task AnswerAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try { context = await _listener.GetContextAsync(); }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException) { return; }
            using HttpListenerResponse response = context.Response;
            string name = context.Request.Url!.AbsolutePath is "/" ? "/index.html" : context.Request.Url.AbsolutePath;
            string file = _folder + name;
            if (!File.Exists(file))
            {
                response.StatusCode = 404;
                continue;
            }

            // A browser runs neither scripts nor WebAssembly that come as something else.
            response.ContentType = Path.GetExtension(file) switch
            {
                ".html" => "text/html",
                ".js" => "text/javascript",
                ".wasm" => "application/wasm",
                _ => "application/octet-stream",
            };
            await response.OutputStream.WriteAsync(await File.ReadAllBytesAsync(file));
        }
    }
}
