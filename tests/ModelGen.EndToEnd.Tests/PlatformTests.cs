using ModelGen.Tests;

namespace ModelGen.EndToEnd.Tests;

/// <summary>
/// Programs for other platforms, published here with what a user types: without warnings, and for the platform that was meant. Where
/// something here runs them they predict what this machine does.
/// </summary>
public class PlatformTests(Package package)
{
    [Theory(SkipUnless = nameof(Extent.IsFull), SkipType = typeof(Extent), Skip = Extent.Reason)]
    [InlineData("linux-arm64")]
    [InlineData("linux-musl-x64")]
    [InlineData("osx-arm64")]
    [InlineData("win-arm64")]
    [InlineData("win-x64")]
    public async Task A_program_compiled_ahead_in_part_needs_no_dotnet_there(string platform)
    {
        Project project = await PublishAsync("Ready", platform, "--self-contained", "-p:PublishReadyToRun=true");
        string program = project.PathOf(platform.StartsWith("win", StringComparison.Ordinal) ? "out/Ready.exe" : "out/Ready");
        Assert.Equal(platform.Replace("-musl", ""), ProgramFile.PlatformOf(program));
        Assert.True(ProgramFile.IsReadyToRun(project.PathOf("out/ModelGen.dll")));
        Assert.True(ProgramFile.IsReadyToRun(project.PathOf("out/Ready.dll")));
        await RunAsync(platform, program);
    }

    // The one way that needs no package of the platform.
    [Theory(SkipUnless = nameof(Extent.IsFull), SkipType = typeof(Extent), Skip = Extent.Reason)]
    [InlineData("linux-arm64")]
    [InlineData("win-arm64")]
    public async Task A_program_for_a_dotnet_that_is_there_needs_no_package_of_the_platform(string platform)
    {
        Project project = await PublishAsync("Dependent", platform, "--no-self-contained", "-p:UseAppHost=false");
        Assert.True(File.Exists(project.PathOf("out/Dependent.dll")));
        Assert.False(File.Exists(project.PathOf("out/Dependent")));
    }

    [Fact(SkipUnless = nameof(Extent.IsFull), SkipType = typeof(Extent), Skip = Extent.Reason)]
    public async Task A_native_program_for_linux_on_arm_is_made_on_x64()
    {
        const string platform = "linux-arm64";
        Assert.SkipUnless(Tools.Find("clang") is not null && File.Exists("/usr/aarch64-linux-gnu/lib/crt1.o"),
            "needs clang, llvm, gcc-aarch64-linux-gnu and libc6-dev-arm64-cross");
        Project project = await PublishAsync("Ahead", platform, "-p:PublishAot=true");
        string program = project.PathOf("out/Ahead");
        Assert.Equal(platform, ProgramFile.PlatformOf(program));
        await RunAsync(platform, program, dynamicCode: false);
    }

    private async Task<Project> PublishAsync(string name, string platform, params string[] arguments)
    {
        var project = new Project(package, $"{name}-{platform}", $"<AssemblyName>{name}</AssemblyName>");
        project.Write("Program.cs", LectureProgram.Text());
        Command publish = await project.DotnetAsync(["publish", "-tl:off", "-r", platform, .. arguments, "-o", "out"]);
        publish.SkipWithoutPackages();
        Assert.DoesNotContain("warning", publish.Succeeded().Output);
        return project;
    }

    private async Task RunAsync(string platform, string program, bool dynamicCode = true)
    {
        var emulator = Emulator.For(platform);
        if (emulator is null) { return; }
        string output = (await emulator.RunAsync(program)).Succeeded().Output;
        Assert.Contains($"{platform}, {(platform.EndsWith("arm64", StringComparison.Ordinal) ? "Arm64" : "X64")}", output);
        Assert.Contains($"dynamic code: {dynamicCode}", output);
        await LectureProgram.CheckAsync(package, output);
    }
}
