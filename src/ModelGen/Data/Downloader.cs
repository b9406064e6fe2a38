using System.Net;
using System.Net.Http.Headers;
using System.Runtime.Versioning;
using System.Security.Cryptography;

namespace ModelGen.Data;

/// <summary>A file to download.</summary>
/// <param name="Name">Its name under a mirror and on disk.</param>
/// <param name="Bytes">Its size: more is never taken.</param>
/// <param name="Sha256">Its checksum, in lower-case hexadecimal digits.</param>
internal sealed record DownloadFile(string Name, long Bytes, string Sha256);

/// <summary>
/// Downloads files once, and believes no mirror: one that fails, lies or dawdles is followed by the next. What has arrived lies in a .part
/// file and is taken up where it ended; the name without .part appears only when everything is there and the checksum is right.
/// </summary>
[UnsupportedOSPlatform("browser")]
internal sealed class Downloader(params Uri[] mirrors)
{
    private const int MaxRedirects = 5, Stretch = 1 << 16;

    /// <summary>How long to wait for a connection to a mirror, and for its answer.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(4.5);

    /// <summary>How long the next 64 KB may take, or what is left.</summary>
    public TimeSpan ReadTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a file may take from one mirror. What has arrived by then is kept.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Downloads what the folder of a collection lacks or has damaged.</summary>
    /// <param name="files">What it has.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="type">The class that loads it.</param>
    /// <exception cref="DataUnavailableException">No mirror gave a file; the message says what each said, and what else can be
    /// done.</exception>
    public void Download(IEnumerable<DownloadFile> files, string folder, string type)
    {
        try { Download(files, folder); }
        catch (DataUnavailableException e)
        {
            throw new DataUnavailableException($"{e.Message} Put it into {folder}, or call {type}.Load(folder) where it lies, or take "
                + "SyntheticDigits.Load(), which draws its pictures.", e);
        }
    }

    /// <summary>Downloads what the folder lacks or has damaged.</summary>
    /// <exception cref="DataUnavailableException">No mirror gave a file; the message says what each said.</exception>
    public void Download(IEnumerable<DownloadFile> files, string folder)
    {
        DownloadFile[] missing = [.. files.Where(file => !IsThere(file, folder))];
        if (missing.Length == 0) { return; }
        try { Directory.CreateDirectory(folder); }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataUnavailableException($"{missing[0].Name} cannot be kept in {folder}: {e.Message}", e);
        }

        // Where a redirection leads is looked at first.
        using var handler = new SocketsHttpHandler
        {
            ConnectTimeout = ConnectTimeout,
            AllowAutoRedirect = false,
            ResponseDrainTimeout = TimeSpan.Zero,
        };
        using var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        foreach (DownloadFile file in missing) { Download(client, file, folder); }
    }

    private void Download(HttpClient client, DownloadFile file, string folder)
    {
        string place = Path.Combine(folder, file.Name);
        var failures = new List<string>();
        foreach (Uri mirror in mirrors)
        {
            try
            {
                FetchWhole(client, new Uri(mirror, file.Name), place + ".part", file);
                File.Move(place + ".part", place, overwrite: true);
                return;
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException or UnauthorizedAccessException
                or UriFormatException)
            {
                failures.Add($"{mirror.Host}: {(e is OperationCanceledException ? "no answer in time" : e.Message.TrimEnd('.'))}");
            }
        }

        string damaged = File.Exists(place) ? $" The copy in {folder} is damaged: {Fault(place, file)}." : "";
        throw new DataUnavailableException($"{file.Name} could not be downloaded ({string.Join("; ", failures)}).{damaged}");
    }

    // What another mirror has begun may be wrong: then this one gives it from the beginning.
    private void FetchWhole(HttpClient client, Uri source, string part, DownloadFile file)
    {
        bool wentOn = Fetch(client, source, part, file);
        if (Fault(part, file) is not { } fault) { return; }
        File.Delete(part);
        if (!wentOn) { throw new IOException(fault); }
        FetchWhole(client, source, part, file);
    }

    /// <summary>Fetches a file, or the rest of it; true where something was there before.</summary>
    private bool Fetch(HttpClient client, Uri source, string part, DownloadFile file)
    {
        long have = File.Exists(part) ? new FileInfo(part).Length : 0;
        if (have == file.Bytes) { return true; }
        if (have > file.Bytes)
        {
            File.Delete(part);
            have = 0;
        }

        using var deadline = new CancellationTokenSource(Deadline);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token);
        patience.CancelAfter(ConnectTimeout);
        using HttpResponseMessage response = Ask(client, source, have, patience.Token);
        response.EnsureSuccessStatusCode();
        bool goesOn = have > 0 && response.StatusCode == HttpStatusCode.PartialContent;
        if (!goesOn) { have = 0; }
        CheckAnswer(response, have, file);
        using Stream from = response.Content.ReadAsStream(patience.Token);
        using var to = new FileStream(part, goesOn ? FileMode.Append : FileMode.Create);
        Copy(from, to, file.Bytes, patience);
        to.Flush(flushToDisk: true);
        return to.Position == file.Bytes
            ? goesOn : throw new IOException($"the connection ended after {to.Position:N0} of {file.Bytes:N0} bytes");
    }

    private static HttpResponseMessage Ask(HttpClient client, Uri source, long have, CancellationToken patience)
    {
        for (int redirects = 0; redirects <= MaxRedirects; redirects++)
        {
            if (source.Scheme != Uri.UriSchemeHttp && source.Scheme != Uri.UriSchemeHttps)
            {
                throw new IOException($"it leads to {source}; only http and https are followed");
            }
            using var request = new HttpRequestMessage(HttpMethod.Get, source);
            if (have > 0) { request.Headers.Range = new RangeHeaderValue(have, null); }
            HttpResponseMessage response = client.Send(request, HttpCompletionOption.ResponseHeadersRead, patience);
            if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308)) { return response; }
            using (response)
            {
                if (response.Headers.Location is not { } location) { throw new IOException("it redirects without saying where"); }
                Uri next = new(source, location);
                if (source.Scheme == Uri.UriSchemeHttps && next.Scheme != Uri.UriSchemeHttps)
                {
                    throw new IOException($"it redirects from https to {next}");
                }
                source = next;
            }
        }

        throw new IOException($"it redirects more than {MaxRedirects} times");
    }

    private static void CheckAnswer(HttpResponseMessage response, long have, DownloadFile file)
    {
        HttpContentHeaders headers = response.Content.Headers;
        if (response.StatusCode == HttpStatusCode.PartialContent && headers.ContentRange?.From != have)
        {
            throw new IOException($"it was asked for the bytes from {have:N0} on and gives {headers.ContentRange?.ToString() ?? "others"}");
        }

        if (headers.ContentLength is { } length && have + length != file.Bytes)
        {
            throw new IOException($"its file has {have + length:N0} bytes, expected {file.Bytes:N0}");
        }
    }

    private void Copy(Stream from, FileStream to, long bytes, CancellationTokenSource patience)
    {
        var buffer = new byte[Stretch];
        long begun = to.Position;
        patience.CancelAfter(ReadTimeout);
        while (to.Position < bytes)
        {
            int wanted = (int)Math.Min(buffer.Length, bytes - to.Position), count;
            try { count = from.ReadAsync(buffer.AsMemory(0, wanted), patience.Token).AsTask().GetAwaiter().GetResult(); }
            catch (OperationCanceledException e)
            {
                throw new IOException($"it is too slow: {to.Position:N0} of {bytes:N0} bytes have come", e);
            }

            if (count == 0) { return; }
            to.Write(buffer, 0, count);
            if (to.Position - begun < Stretch) { continue; }
            begun = to.Position;
            patience.CancelAfter(ReadTimeout);
        }
    }

    private static bool IsThere(DownloadFile file, string folder) =>
        Path.Combine(folder, file.Name) is var path && File.Exists(path) && Fault(path, file) is null;

    /// <summary>What is wrong with a file; null where it is the one that is wanted.</summary>
    private static string? Fault(string path, DownloadFile file)
    {
        try
        {
            using FileStream stream = DiskFile.OpenRead(path);
            if (stream.Length != file.Bytes) { return $"it has {stream.Length:N0} bytes, expected {file.Bytes:N0}"; }
            string found = Convert.ToHexStringLower(SHA256.HashData(stream));
            return found == file.Sha256 ? null : $"its SHA-256 is {found}, expected {file.Sha256}";
        }
        catch (IOException e) { return e.Message.TrimEnd('.'); }
    }
}
