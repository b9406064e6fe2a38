using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ModelGen.Tests.Data;

/// <summary>A server on this machine that answers each request as a test says, truthfully or not.</summary>
internal sealed class LyingServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Action<NetworkStream, string> _answer;

    /// <param name="answer">Gets the connection and the head of the request; the connection is closed when it returns.</param>
    public LyingServer(Action<NetworkStream, string> answer)
    {
        _answer = answer;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        new Thread(Serve) { IsBackground = true }.Start();
    }

    /// <summary>A server that knows one file, and ranges of it.</summary>
    /// <param name="content">The file.</param>
    /// <param name="cutAfter">After how many bytes it hangs up.</param>
    public static LyingServer Honest(byte[] content, int cutAfter = int.MaxValue) => new((stream, head) =>
    {
        int start = RangeOf(head) ?? 0;
        string status = RangeOf(head) is null
            ? "200 OK" : $"206 Partial Content\r\nContent-Range: bytes {start}-{content.Length - 1}/{content.Length}";
        Head(stream, $"{status}\r\nContent-Length: {content.Length - start}");
        stream.Write(content, start, Math.Min(content.Length - start, cutAfter));
    });

    /// <summary>An address where nobody listens.</summary>
    public static Uri Nobody()
    {
        using var server = new LyingServer((_, _) => { });
        return server.Address;
    }

    public Uri Address { get; }

    public List<string> Requests { get; } = [];

    /// <summary>The first byte that a request asks for; null where it asks for all.</summary>
    public static int? RangeOf(string head) =>
        head.Split('\n').FirstOrDefault(line => line.StartsWith("Range:", StringComparison.OrdinalIgnoreCase)) is { } range
        ? int.Parse(range.Split('=')[1].Trim().TrimEnd('-'), System.Globalization.CultureInfo.InvariantCulture)
        : null;

    /// <summary>Writes a status and headers.</summary>
    public static void Head(NetworkStream stream, string lines) =>
        stream.Write(Encoding.ASCII.GetBytes($"HTTP/1.1 {lines}\r\nConnection: close\r\n\r\n"));

    public void Dispose() => _listener.Stop();

    private void Serve()
    {
        try
        {
            while (true)
            {
                TcpClient client = _listener.AcceptTcpClient();
                new Thread(() => Answer(client)) { IsBackground = true }.Start();
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException) { }
    }

    private void Answer(TcpClient client)
    {
        try
        {
            using (client)
            {
                NetworkStream stream = client.GetStream();
                string head = ReadHead(stream);
                lock (Requests) { Requests.Add(head); }
                _answer(stream, head);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException) { } // whoever asked has hung up
    }

    private static string ReadHead(NetworkStream stream)
    {
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && stream.ReadByte() is >= 0 and var next)
        {
            head.Append((char)next);
        }
        return head.ToString();
    }
}
