using ModelGen.Tests;

namespace ModelGen.EndToEnd.Tests;

/// <summary>A program for ARM, on an emulated one: the one other platform that is tried with every change.</summary>
public class Arm64Tests(Package package)
{
    [Fact(SkipUnless = nameof(Extent.IsFull), SkipType = typeof(Extent), Skip = Extent.Reason)]
    public async Task A_program_for_linux_on_arm_trains_as_this_machine_does()
    {
        var emulator = Emulator.For("linux-arm64");
        Assert.SkipWhen(emulator is null, Emulator.Arm64Needs);
        var project = new Project(package, "OnArm");
        project.Write("Program.cs", LectureProgram.Text());
        Command publish = await project.DotnetAsync("publish", "-tl:off", "-r", "linux-arm64", "--self-contained", "-o", "out");
        publish.SkipWithoutPackages();
        Assert.DoesNotContain("warning", publish.Succeeded().Output);

        string output = (await emulator!.RunAsync(project.PathOf("out/OnArm"))).Succeeded().Output;
        Assert.Contains("linux-arm64, Arm64", output);
        await LectureProgram.CheckAsync(package, output);
    }
}
