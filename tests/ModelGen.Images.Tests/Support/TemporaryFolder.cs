namespace ModelGen.Images.Tests;

/// <summary>A folder of its own for each test, which goes with it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("modelgen-images-").FullName;

    /// <summary>The path of something in it.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file, and the folders around it.</summary>
    public string Write(string name, byte[] bytes)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.WriteAllBytes(this[name], bytes);
        return this[name];
    }

    /// <summary>Writes a picture of one gray.</summary>
    public string WriteGray(string name, byte gray) => Write(name, PngBytes.Of(1, 1, 0, 8, [[gray]]));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
