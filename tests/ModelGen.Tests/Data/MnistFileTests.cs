using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using ModelGen.Data;
using Xunit;

namespace ModelGen.Tests.Data;

/// <summary>IDX files, whole and damaged, and downloads from a server of our own.</summary>
public sealed class MnistFileTests : IDisposable
{
    private static readonly byte[] s_content = [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 7))];
    private readonly string _folder = Directory.CreateTempSubdirectory("modelgen").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_folder_of_four_files_is_read_zipped_or_not(bool zipped)
    {
        foreach (string set in new[] { "train", "t10k" }) { WriteSet(set, zipped); }
        var (train, test) = ModelGen.Data.Mnist.Load(_folder);
        Assert.Equal(2, train.Count);
        Assert.Equal(2, test.Count);
        Assert.Equal([28, 28, 1], train.SampleShape);
        Assert.Equal(1f, train.Image(1)[0]); // 255 / 255
        Assert.Equal(9, train.Label(1));
    }

    [Theory]
    [InlineData("train-images-idx3-ubyte", 2, 9, "type: found 9, expected 8 (bytes)")]
    [InlineData("train-images-idx3-ubyte", 3, 1, "number of axes: found 1, expected 3")]
    [InlineData("train-images-idx3-ubyte", 0, 1, "first two bytes: found 1 and 0, expected two zeros")]
    [InlineData("train-images-idx3-ubyte", 7, 3, "values: found 1568 bytes, expected 2352")]
    [InlineData("train-labels-idx1-ubyte", 8, 10, "label 0: found 10, expected 0 to 9")]
    public void A_damaged_file_says_what_is_wrong(string name, int position, byte value, string message)
    {
        foreach (string set in new[] { "train", "t10k" }) { WriteSet(set, zipped: false); }
        string path = Path.Combine(_folder, name);
        byte[] bytes = File.ReadAllBytes(path);
        bytes[position] = value;
        File.WriteAllBytes(path, bytes);
        Assert.Equal($"{path}: {message}.", Assert.Throws<InvalidDataException>(() => ModelGen.Data.Mnist.Load(_folder)).Message);
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.StartsWith("There is no train-images-idx3-ubyte or train-images-idx3-ubyte.gz in ",
            Assert.Throws<FileNotFoundException>(() => ModelGen.Data.Mnist.Load(_folder)).Message);

    [Fact]
    public void A_dead_mirror_is_followed_by_the_next()
    {
        using var server = new Server(s_content);
        Download(Closed(), server.Address);
        Assert.Equal(s_content, File.ReadAllBytes(Path.Combine(_folder, "file")));
        Assert.False(File.Exists(Path.Combine(_folder, "file.part")));
    }

    [Fact]
    public void A_cut_download_is_taken_up_where_it_ended()
    {
        using var server = new Server(s_content) { CutAfter = 30_000 };
        Assert.Throws<DataUnavailableException>(() => Download(server.Address));
        Assert.InRange(new FileInfo(Path.Combine(_folder, "file.part")).Length, 1, 30_000);
        server.CutAfter = int.MaxValue;
        Download(server.Address);
        Assert.Equal(s_content, File.ReadAllBytes(Path.Combine(_folder, "file")));
        Assert.Contains(server.Requests, request => request.Contains("Range: bytes=", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void A_wrong_checksum_leaves_nothing_behind()
    {
        using var server = new Server([1, 2, 3]);
        Assert.Contains("its SHA-256 is", Assert.Throws<DataUnavailableException>(() => Download(server.Address)).Message);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void Without_a_network_it_says_which_mirrors_were_asked()
    {
        string message = Assert.Throws<DataUnavailableException>(() => Download(Closed(), Closed())).Message;
        Assert.StartsWith("file could not be downloaded (127.0.0.1: ", message);
    }

    private void Download(params Uri[] mirrors) =>
        new Downloader(mirrors).Download([new DownloadFile("file", Convert.ToHexStringLower(SHA256.HashData(s_content)))], _folder);

    private static Uri Closed()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        return new Uri($"http://127.0.0.1:{port}/");
    }

    // Two images, all 0 and all 255, with labels 3 and 9.
    private void WriteSet(string set, bool zipped)
    {
        Write($"{set}-images-idx3-ubyte",
            [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 28, 0, 0, 0, 28, .. new byte[784], .. Enumerable.Repeat((byte)255, 784)], zipped);
        Write($"{set}-labels-idx1-ubyte", [0, 0, 8, 1, 0, 0, 0, 2, 3, 9], zipped);
    }

    private void Write(string name, byte[] bytes, bool zipped)
    {
        using Stream file = File.Create(Path.Combine(_folder, zipped ? name + ".gz" : name));
        using Stream target = zipped ? new GZipStream(file, CompressionLevel.Fastest) : file;
        target.Write(bytes);
    }

    /// <summary>A server that knows one file, ranges of it, and how to hang up early.</summary>
    private sealed class Server : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly byte[] _content;

        public Server(byte[] content)
        {
            _content = content;
            _listener.Start();
            Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
            new Thread(Serve) { IsBackground = true }.Start();
        }

        public Uri Address { get; }

        public int CutAfter { get; set; } = int.MaxValue;

        public List<string> Requests { get; } = [];

        public void Dispose() => _listener.Stop();

        private void Serve()
        {
            try
            {
                while (true)
                {
                    using TcpClient client = _listener.AcceptTcpClient();
                    using NetworkStream stream = client.GetStream();
                    string request = ReadHead(stream);
                    Requests.Add(request);
                    int start = request.Split('\n')
                        .FirstOrDefault(l => l.StartsWith("Range:", StringComparison.OrdinalIgnoreCase)) is { } range
                        ? int.Parse(range.Split('=')[1].Trim().TrimEnd('-'), System.Globalization.CultureInfo.InvariantCulture) : 0;
                    string status = start > 0
                        ? $"206 Partial Content\r\nContent-Range: bytes {start}-{_content.Length - 1}/{_content.Length}" : "200 OK";
                    stream.Write(
                        Encoding.ASCII.GetBytes(
                            $"HTTP/1.1 {status}\r\nContent-Length: {_content.Length - start}\r\nConnection: close\r\n\r\n"));
                    stream.Write(_content, start, Math.Min(_content.Length - start, CutAfter));
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException) { }
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
}
