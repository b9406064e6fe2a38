using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace ModelGen.Data;

/// <summary>A file to download.</summary>
/// <param name="Name">Its name under a mirror and on disk.</param>
/// <param name="Sha256">Its checksum, in lower-case hexadecimal digits.</param>
internal sealed record DownloadFile(string Name, string Sha256);

/// <summary>
/// Downloads files once. A mirror that fails is followed by the next. What has arrived lies in a .part file and is taken up where it ended;
/// the name without .part appears only when everything is there and the checksum is right.
/// </summary>
internal sealed class Downloader(params Uri[] mirrors)
{
    /// <summary>How long to wait for a connection to a mirror.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(4.5);

    /// <summary>How long to wait for the next bytes.</summary>
    public TimeSpan ReadTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Downloads what the folder lacks.</summary>
    /// <exception cref="DataUnavailableException">No mirror gave a file; the message says what each said.</exception>
    public void Download(IEnumerable<DownloadFile> files, string folder)
    {
        Directory.CreateDirectory(folder);
        using var handler = new SocketsHttpHandler { ConnectTimeout = ConnectTimeout };
        using var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        foreach (DownloadFile file in files.Where(file => !File.Exists(Path.Combine(folder, file.Name))))
        {
            Download(client, file, folder);
        }
    }

    private void Download(HttpClient client, DownloadFile file, string folder)
    {
        var failures = new List<string>();
        foreach (Uri mirror in mirrors)
        {
            try
            {
                var part = new FileInfo(Path.Combine(folder, file.Name + ".part"));
                Fetch(client, new Uri(mirror, file.Name), part);
                Check(part, file);
                File.Move(part.FullName, Path.Combine(folder, file.Name), overwrite: true);
                return;
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
            {
                failures.Add($"{mirror.Host}: {(e is OperationCanceledException ? "no answer in time" : e.Message)}");
            }
        }

        throw new DataUnavailableException($"{file.Name} could not be downloaded ({string.Join("; ", failures)}).");
    }

    private void Fetch(HttpClient client, Uri source, FileInfo part)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, source);
        part.Refresh();
        long have = part.Exists ? part.Length : 0;
        if (have > 0) { request.Headers.Range = new RangeHeaderValue(have, null); }

        using var patience = new CancellationTokenSource(ConnectTimeout);
        using HttpResponseMessage response = client.Send(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable) { return; }
        response.EnsureSuccessStatusCode();
        bool resumed = response.StatusCode == HttpStatusCode.PartialContent;
        using Stream from = response.Content.ReadAsStream();
        using var to = new FileStream(part.FullName, resumed ? FileMode.Append : FileMode.Create);
        Copy(from, to, patience);
        to.Flush(flushToDisk: true);
        if (response.Content.Headers.ContentLength is { } expected && to.Length != expected + (resumed ? have : 0))
        {
            throw new IOException($"the connection ended after {to.Length:N0} bytes");
        }
    }

    private void Copy(Stream from, FileStream to, CancellationTokenSource patience)
    {
        var buffer = new byte[1 << 16];
        while (true)
        {
            patience.CancelAfter(ReadTimeout);
            int count = from.ReadAsync(buffer, patience.Token).AsTask().GetAwaiter().GetResult();
            if (count == 0) { return; }
            to.Write(buffer, 0, count);
        }
    }

    private static void Check(FileInfo part, DownloadFile file)
    {
        string found;
        using (FileStream stream = part.OpenRead()) { found = Convert.ToHexStringLower(SHA256.HashData(stream)); }
        if (found == file.Sha256) { return; }
        part.Delete();
        throw new IOException($"its SHA-256 is {found}, expected {file.Sha256}");
    }
}
