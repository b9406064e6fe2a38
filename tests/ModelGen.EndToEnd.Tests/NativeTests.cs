using System.Runtime.InteropServices;
using ModelGen.Tests;

namespace ModelGen.EndToEnd.Tests;

/// <summary>A native publish, where the machine can make one, with the settings that a user has who says no more than PublishAot.</summary>
public class NativeTests(Package package)
{
    // Twice what it is.
    private const long MostBytes = 6_000_000;

    [Fact(SkipUnless = nameof(Extent.IsFull), SkipType = typeof(Extent), Skip = Extent.Reason)]
    public async Task A_native_program_is_small_has_no_warnings_and_trains_as_under_the_jit()
    {
        var project = new Project(package, "Native", "<PublishAot>true</PublishAot>");
        project.Write("Program.cs", LectureProgram.Text());

        Command publish = await project.DotnetAsync("publish", "-tl:off", "-o", "native");
        publish.SkipWithoutNativeCompiler();
        Assert.DoesNotContain("warning", publish.Succeeded().Output);

        string file = OperatingSystem.IsWindows() ? "native/Native.exe" : "native/Native";
        long bytes = new FileInfo(project.PathOf(file)).Length;
        Assert.True(bytes < MostBytes, $"{file} has {bytes:N0} bytes.");

        string native = (await project.ExecuteAsync(file)).Succeeded().Output;
        Assert.Contains("dynamic code: False", native);
        if (RuntimeInformation.OSArchitecture == Architecture.X64) { Assert.Contains("AVX2: True", native); }
        await LectureProgram.CheckAsync(package, native);
    }
}
