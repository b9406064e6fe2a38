using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Cryptography;
using ModelGen.Data;
using Xunit;

namespace ModelGen.Tests.Data;

/// <summary>Downloads from servers that fail, lie and dawdle: the file is right or it is not there.</summary>
public sealed class DownloaderTests : TemporaryFolder
{
    private static readonly byte[] s_content = [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 7))];
    private static readonly DownloadFile s_file = new("file", s_content.Length, Convert.ToHexStringLower(SHA256.HashData(s_content)));

    // What a lying server does, and what is said of it.
    private static readonly Dictionary<string, (Action<NetworkStream, string> Answer, string Says)> s_lies = new()
    {
        ["a body without end"] = ((stream, _) =>
        {
            LyingServer.Head(stream, "200 OK");
            for (int i = 0; i < 100_000; i++) { stream.Write(new byte[10_000]); }
        }, "its SHA-256 is "),
        ["a body without end in chunks"] = ((stream, _) =>
        {
            LyingServer.Head(stream, "200 OK\r\nTransfer-Encoding: chunked");
            for (int i = 0; i < 100_000; i++) { stream.Write([.. "1000\r\n"u8, .. new byte[0x1000], .. "\r\n"u8]); }
        }, "its SHA-256 is "),
        ["a body that is too long and says so"] = ((stream, _) => LyingServer.Head(stream, "200 OK\r\nContent-Length: 4000000000000"),
            "its file has 4,000,000,000,000 bytes, expected 100,000"),
        ["a body that is too short and says so"] = ((stream, _) => LyingServer.Head(stream, "200 OK\r\nContent-Length: 3"),
            "its file has 3 bytes, expected 100,000"),
        ["one byte now and then"] = ((stream, _) =>
        {
            LyingServer.Head(stream, "200 OK\r\nContent-Length: 100000");
            for (int i = 0; i < 1000; i++)
            {
                stream.Write([1]);
                Thread.Sleep(20);
            }
        }, "it is too slow: "),
        ["headers without end"] = ((stream, _) =>
        {
            stream.Write("HTTP/1.1 200 OK\r\n"u8);
            for (int i = 0; i < 100_000; i++) { stream.Write("X-More: and more\r\n"u8); }
        }, ""),
        ["no answer"] = ((_, _) => Thread.Sleep(10_000), "no answer in time"),
        ["no HTTP"] = ((stream, _) => stream.Write("SSH-2.0-OpenSSH_9.2\r\n"u8), ""),
        ["a redirection to a file"] = ((stream, _) => LyingServer.Head(stream, "302 Found\r\nLocation: file:///etc/passwd"),
            "it leads to file:///etc/passwd; only http and https are followed"),
        ["a redirection to another protocol"] = ((stream, _) => LyingServer.Head(stream, "301 Moved\r\nLocation: ftp://127.0.0.1/file"),
            "it leads to ftp://127.0.0.1/file; only"),
        ["a redirection to itself"] = ((stream, _) => LyingServer.Head(stream, "307 Temporary Redirect\r\nLocation: /file"),
            "it redirects more than 5 times"),
        ["a redirection to nowhere"] = ((stream, _) => LyingServer.Head(stream, "308 Permanent Redirect"),
            "it redirects without saying where"),
        ["an error"] = ((stream, _) => LyingServer.Head(stream, "500 Internal Server Error\r\nContent-Length: 0"), "500"),
        ["a page that explains"] = ((stream, _) =>
        {
            LyingServer.Head(stream, "200 OK\r\nContent-Length: 100000");
            stream.Write(new byte[100_000]);
        }, "its SHA-256 is "),
        ["a part that nobody asked for"] = ((stream, _) =>
        {
            LyingServer.Head(stream, "206 Partial Content\r\nContent-Range: bytes 5-99999/100000\r\nContent-Length: 99995");
            stream.Write(s_content, 5, 99_995);
        }, "it was asked for the bytes from 0 on and gives bytes 5-99999/100000"),
    };

    public static TheoryData<string> Lies => [.. s_lies.Keys];

    [Theory]
    [MemberData(nameof(Lies))]
    public void A_mirror_that_lies_is_named_and_followed_by_the_next(string lie)
    {
        using var liar = new LyingServer(s_lies[lie].Answer);
        long before = Stopwatch.GetTimestamp();
        string message = Assert.Throws<DataUnavailableException>(() => Download(liar.Address)).Message;
        Assert.StartsWith("file could not be downloaded (127.0.0.1: ", message);
        Assert.Contains(s_lies[lie].Says, message);
        Assert.True(Directory.GetFiles(Folder).Sum(file => new FileInfo(file).Length) <= s_content.Length);

        using LyingServer honest = LyingServer.Honest(s_content);
        Download(liar.Address, honest.Address);
        Assert.Equal(s_content, File.ReadAllBytes(At("file")));
        Assert.Equal(["file"], Files());
        Assert.True(Stopwatch.GetElapsedTime(before) < TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void A_dead_mirror_is_followed_by_the_next()
    {
        using LyingServer server = LyingServer.Honest(s_content);
        Download(LyingServer.Nobody(), server.Address);
        Assert.Equal(s_content, File.ReadAllBytes(At("file")));
        Assert.Equal(["file"], Files());
    }

    [Fact]
    public void A_redirection_to_another_server_is_followed()
    {
        using LyingServer honest = LyingServer.Honest(s_content);
        using var pointer = new LyingServer((stream, _) => LyingServer.Head(stream, $"302 Found\r\nLocation: {honest.Address}elsewhere"));
        Download(pointer.Address);
        Assert.StartsWith("GET /elsewhere ", Assert.Single(honest.Requests));
    }

    [Fact]
    public void A_cut_download_is_taken_up_where_it_ended()
    {
        using (LyingServer cut = LyingServer.Honest(s_content, cutAfter: 30_000))
        {
            Assert.Throws<DataUnavailableException>(() => Download(cut.Address));
        }
        long have = new FileInfo(At("file.part")).Length;
        Assert.InRange(have, 1, 30_000);
        using LyingServer server = LyingServer.Honest(s_content);
        Download(server.Address);
        Assert.Equal(s_content, File.ReadAllBytes(At("file")));
        Assert.Equal((int)have, LyingServer.RangeOf(Assert.Single(server.Requests)));
    }

    [Fact]
    public void What_came_before_a_deadline_is_kept_for_the_next_mirror()
    {
        using var steady = new LyingServer((stream, _) =>
        {
            LyingServer.Head(stream, "200 OK\r\nContent-Length: 100000");
            for (int i = 0; i < 1000; i++)
            {
                stream.Write(s_content, i * 100, 100);
                Thread.Sleep(5);
            }
        });
        using LyingServer honest = LyingServer.Honest(s_content);
        new Downloader(steady.Address, honest.Address) { Deadline = TimeSpan.FromSeconds(0.5) }.Download([s_file], Folder);
        Assert.Equal(s_content, File.ReadAllBytes(At("file")));
        Assert.NotNull(LyingServer.RangeOf(Assert.Single(honest.Requests)));
    }

    [Theory]
    [InlineData(50)]
    [InlineData(99_999)]
    [InlineData(100_000)]
    [InlineData(100_001)]
    public void What_lies_there_and_is_wrong_is_thrown_away(int length)
    {
        File.WriteAllBytes(At("file.part"), new byte[length]);
        using LyingServer server = LyingServer.Honest(s_content);
        Download(server.Address);
        Assert.Equal(s_content, File.ReadAllBytes(At("file")));
        Assert.Equal(["file"], Files());
    }

    [Fact]
    public void A_file_that_is_there_is_used_where_its_checksum_is_right_and_got_again_where_it_is_not()
    {
        File.WriteAllBytes(At("file"), s_content);
        Download(LyingServer.Nobody()); // nobody is asked

        byte[] damaged = [.. s_content];
        damaged[70_000] ^= 1;
        File.WriteAllBytes(At("file"), damaged);
        string message = Assert.Throws<DataUnavailableException>(() => Download(LyingServer.Nobody())).Message;
        Assert.Contains($"The copy in {Folder} is damaged: its SHA-256 is ", message);
        using LyingServer server = LyingServer.Honest(s_content);
        Download(server.Address);
        Assert.Equal(s_content, File.ReadAllBytes(At("file")));
    }

    [Fact]
    public void Without_a_network_it_says_which_mirrors_were_asked() => Assert.Matches(
        @"^file could not be downloaded \(127\.0\.0\.1: .*; 127\.0\.0\.1: .*\)\.$",
        Assert.Throws<DataUnavailableException>(() => Download(LyingServer.Nobody(), LyingServer.Nobody())).Message);

    [Fact]
    public void A_folder_that_cannot_be_made_is_named()
    {
        File.WriteAllText(At("taken"), "");
        string message = Assert.Throws<DataUnavailableException>(() => new Downloader(LyingServer.Nobody()).Download([s_file], At("taken")))
            .Message;
        Assert.StartsWith($"file cannot be kept in {At("taken")}: ", message);
    }

    private void Download(params Uri[] mirrors) =>
        new Downloader(mirrors) { ConnectTimeout = TimeSpan.FromSeconds(1), ReadTimeout = TimeSpan.FromSeconds(1) }.Download([s_file],
            Folder);
}
