using System.Buffers.Binary;
using System.Reflection.PortableExecutable;

namespace ModelGen.EndToEnd.Tests;

/// <summary>What the first bytes of a program say.</summary>
internal static class ProgramFile
{
    /// <summary>The system and the processor that a program is made for: <c>linux-arm64</c>, whatever its C library.</summary>
    public static string PlatformOf(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        return BinaryPrimitives.ReadUInt32BigEndian(bytes) switch
        {
            0x7F454C46 => $"linux-{Processor(BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(18)), x64: 62, arm64: 183)}",
            0xCFFAEDFE => $"osx-{Processor(BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(4)), x64: 0x1000007, arm64: 0x100000C)}",
            _ => $"win-{new PEHeaders(new MemoryStream(bytes)).CoffHeader.Machine switch
            {
                Machine.Amd64 => "x64",
                Machine.Arm64 => "arm64",
                var other => other.ToString(),
            }}",
        };
    }

    /// <summary>Whether an assembly carries native code too.</summary>
    public static bool IsReadyToRun(string path)
    {
        using FileStream file = File.OpenRead(path);
        return new PEHeaders(file).CorHeader!.ManagedNativeHeaderDirectory.Size > 0;
    }

    private static string Processor(int found, int x64, int arm64) => found == x64 ? "x64" : found == arm64 ? "arm64" : $"{found:x}";
}
