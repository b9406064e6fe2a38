using System.Text.RegularExpressions;
using ModelGen.Data;
using Xunit;

namespace ModelGen.Tests;

/// <summary>What saving keeps, what it removes, and which errors it and loading give.</summary>
public sealed class SavedFileTests : TemporaryFolder
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static LinearModel Model() => FitTests.Compiled();

    private static Action<string>[] Savers(LinearModel model) => [model.SaveWeights, path => model.SaveCheckpoint(path)];

    [Fact]
    public void Saving_keeps_the_mode_and_a_symbolic_link()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no modes, and links need a privilege there.");
            return;
        }

        using LinearModel model = Model();
        Directory.CreateDirectory(At("elsewhere"));
        foreach (Action<string> save in Savers(model))
        {
            string file = At("elsewhere", "w.safetensors"), link = At("link.safetensors"), linkToLink = At("second.safetensors");
            save(file);
            File.SetUnixFileMode(file, Private);
            File.CreateSymbolicLink(link, "elsewhere/w.safetensors");
            File.CreateSymbolicLink(linkToLink, link);
            File.WriteAllBytes(file, []);
            save(linkToLink);
            Assert.True(new FileInfo(file).Length > 0);
            Assert.Equal(Private, File.GetUnixFileMode(file));
            Assert.Equal("elsewhere/w.safetensors", new FileInfo(link).LinkTarget);
            Assert.Equal(["elsewhere/w.safetensors", "link.safetensors", "second.safetensors"], Files());

            File.Delete(file); // links to a file that is to come
            save(link);
            Assert.True(new FileInfo(file).Length > 0);
            foreach (string path in (string[])[file, link, linkToLink]) { File.Delete(path); }
        }
    }

    [Fact]
    public void A_state_of_training_keeps_the_mode_of_the_one_before()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no modes.");
            return;
        }

        using LinearModel model = Model();
        void Fit(int epochs) =>
            model.Fit(Digits.Clusters(20), epochs, verbose: 0, callbacks: [new BackupAndRestore(Folder, deleteCheckpoint: false)]);
        Fit(1);
        File.SetUnixFileMode(At("latest.safetensors"), Private);
        Fit(4);
        Assert.Equal(Private, File.GetUnixFileMode(At("latest.safetensors")));
    }

    [Fact]
    public void What_a_killed_save_has_left_is_removed_by_the_next_one_and_nothing_else_is()
    {
        using LinearModel model = Model();
        string file = At("w.safetensors"), other = At("w.safetensors2");
        foreach (string path in (string[])[file, other])
        {
            // As a process leaves it that is killed here: a copy, because this process goes on.
            DiskFile.WriteWhole(path, _ => File.Copy(Assert.Single(Left(path)), At("left")));
            File.Move(At("left"), Path.Combine(Folder, $".{Path.GetFileName(path)}.0123456789abcdef.tmp"));
        }

        string[] others = [".w.safetensors.original.tmp", ".w.safetensors.tmp", "w.safetensors.0123456789abcdef.tmp"];
        foreach (string name in others) { File.WriteAllText(At(name), "somebody's"); }
        model.SaveWeights(file);
        Assert.Equal(
            [.. others.Append(".w.safetensors2.0123456789abcdef.tmp").Append("w.safetensors").Append("w.safetensors2")
                .Order(StringComparer.Ordinal)], Files());

        // One that is being written stays.
        DiskFile.WriteWhole(file, _ =>
        {
            string writing = Assert.Single(Left(file));
            model.SaveWeights(file);
            Assert.Equal([writing], Left(file));
        });
        Assert.Empty(Left(file));
    }

    // Names as the library gives them to files that it has not finished.
    private static string[] Left(string path)
    {
        var name = new Regex($"^{Regex.Escape($".{Path.GetFileName(path)}.")}[0-9a-f]{{16}}\\.tmp$");
        return [.. Directory.GetFiles(Path.GetDirectoryName(path)!).Where(file => name.IsMatch(Path.GetFileName(file)))];
    }

    [Fact]
    public void Errors_of_the_system_are_the_documented_ones()
    {
        using LinearModel model = Model();
        string[] places = [Folder, At("missing", "w.safetensors"), .. OperatingSystem.IsLinux() ? ["/sys/w.safetensors"] : (string[])[]];
        foreach (string place in places)
        {
            foreach (Action<string> save in Savers(model)) { Assert.ThrowsAny<IOException>(() => save(place)); }
        }

        Assert.Equal($"{Folder} is a folder; expected the name of a file.",
            Assert.Throws<IOException>(() => model.SaveWeights(Folder)).Message);
        foreach (Action<string> load in (Action<string>[])[path => model.LoadWeights(path), path => model.LoadCheckpoint(path)])
        {
            Assert.Equal($"{Folder} is a folder; expected a file.", Assert.Throws<IOException>(() => load(Folder)).Message);
            Assert.Throws<FileNotFoundException>(() => load(At("missing")));
            Assert.Throws<FileNotFoundException>(() => load(At("missing", "w.safetensors")));
        }

        Assert.Empty(Files());
    }

    [Theory]
    [InlineData("w.h5", ".h5")]
    [InlineData("model.weights.h5", ".h5")]
    [InlineData("MODEL.KERAS", ".keras")]
    [InlineData("model.pth", ".pth")]
    [InlineData("w.npz", ".npz")]
    public void Names_of_other_formats_are_refused(string name, string ending)
    {
        using LinearModel model = Model();
        string message = $"The file is \"{At(name)}\", but what is saved is in the safetensors format and no {ending}. Let its name end in "
            + ".safetensors.";
        foreach (Action<string> save in Savers(model))
        {
            Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => save(At(name))).Message);
        }
        Assert.Empty(Files());
    }

    public static TheoryData<string, byte[]> OtherFormats => new()
    {
        { "an HDF5 file, as Keras writes .h5", [0x89, .. "HDF\r\n\u001a\n"u8, .. new byte[40]] },
        { "a model of Keras (.keras, a zip file)", Zip("metadata.json") },
        { "a file of PyTorch, as torch.save writes it (a zip file with a pickle)", Zip("archive/data.pkl") },
        { "a file of NumPy's arrays (.npz)", Zip("kernel.npy") },
        { "a zip file", Zip("readme.txt") },
        { "a file of PyTorch from before version 1.6 (a pickle)",
            [0x80, 2, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, 0x2E] },
        { "a pickle of Python", [0x80, 4, 0x95, 10, 0, 0, 0, 0, 0, 0, 0, (byte)'}', 0x94, (byte)'.'] },
        { "a gzip file", Data.IdxFiles.Zip([1, 2, 3]) },
        { "a JSON text", [.. """{"weight_map": {"dense/kernel": "model-00001.safetensors"}}"""u8] },
        { "a web page", [.. "<!DOCTYPE html><html></html>"u8] },
        { "a pointer of Git LFS in place of the file (git lfs pull gets it)",
            [.. "version https://git-lfs.github.com/spec/v1\noid sha256:0\n"u8] },
    };

    [Theory]
    [MemberData(nameof(OtherFormats))]
    public void Files_of_other_formats_are_named(string kind, byte[] bytes)
    {
        using LinearModel model = Model();
        File.WriteAllBytes(At("w.safetensors"), bytes);
        string message = $"{At("w.safetensors")}: it is {kind}; expected a safetensors file, ";
        Assert.StartsWith(message, Assert.Throws<InvalidDataException>(() => model.LoadWeights(At("w.safetensors"))).Message);
        Assert.StartsWith(message, Assert.Throws<InvalidDataException>(() => model.LoadCheckpoint(At("w.safetensors"))).Message);
    }

    [Fact]
    public void Files_of_weights_and_checkpoints_are_told_apart()
    {
        using LinearModel model = Model();
        model.SaveWeights(At("w"));
        model.SaveCheckpoint(At("c"));
        Assert.Equal($"{At("c")}: it is a checkpoint, which LoadCheckpoint reads; expected a file of weights, as SaveWeights writes it.",
            Assert.Throws<InvalidDataException>(() => model.LoadWeights(At("c"))).Message);
        Assert.StartsWith(
            $"{At("w")}: its header does not begin with a checksum; it is no checkpoint (LoadWeights reads a file of weights)",
            Assert.Throws<InvalidDataException>(() => model.LoadCheckpoint(At("w"))).Message);
    }

    // On Linux .NET ends the process where it is needed and OpenSSL is missing.
    [Fact]
    public void Only_downloads_and_old_checkpoints_need_the_cryptography_of_the_system()
    {
        string root = Path.Combine(ArchitectureTests.Repository, "src/ModelGen");
        IEnumerable<string> users = Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file).Contains("System.Security." + "Cryptography"))
            .Select(file => Path.GetFileName(file)!);
        Assert.Equal(["Digest.cs", "Downloader.cs"], users.Order(StringComparer.Ordinal));
    }

    private static byte[] Zip(string name)
    {
        using var bytes = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(bytes, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream entry = zip.CreateEntry(name).Open();
            entry.WriteByte(1);
        }

        return bytes.ToArray();
    }
}
