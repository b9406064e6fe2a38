using System.Runtime.InteropServices;

namespace ModelGen.EndToEnd.Tests;

/// <summary>What runs programs of another platform here.</summary>
/// <param name="Program">What is started; null where it is the program itself.</param>
/// <param name="Arguments">Its arguments before the program.</param>
internal sealed record Emulator(string? Program, params string[] Arguments)
{
    private const string Arm64Libraries = "/usr/aarch64-linux-gnu";

    /// <summary>What the tests of ARM need, by the names of Debian's packages.</summary>
    public const string Arm64Needs = "needs qemu-user-static, libc6-arm64-cross and libstdc++6-arm64-cross";

    /// <summary>The one for a platform; null where there is none here.</summary>
    public static Emulator? For(string platform)
    {
        if (platform == RuntimeInformation.RuntimeIdentifier) { return new(Program: null); }
        return platform switch
        {
            "linux-arm64" when Tools.Find("qemu-aarch64-static") is { } qemu && File.Exists($"{Arm64Libraries}/lib/libstdc++.so.6") =>
                new(qemu, "-L", Arm64Libraries),
            "win-x64" when Tools.Find("wine") is { } wine => new(wine),
            _ => null,
        };
    }

    /// <summary>Runs a program in its folder. Self-contained ones would insist on the system's ICU.</summary>
    public Task<Command> RunAsync(string path)
    {
        string folder = Path.GetDirectoryName(path)!;
        var environment = new Dictionary<string, string>
        {
            ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1",
            ["DOTNET_EnableWriteXorExecute"] = "0", // code that is written through another address than it is run at escapes qemu
            ["WINEPREFIX"] = Path.Combine(folder, "wine"),
            ["WINEDEBUG"] = "-all",
        };
        return Program is null
            ? Command.RunAsync(path, folder, environment) : Command.RunAsync(Program, folder, environment, [.. Arguments, path]);
    }
}
