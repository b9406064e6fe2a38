using System.Runtime.CompilerServices;

namespace ModelGen.Generators.Tests;

/// <summary>
/// Compares a text with a file beside the test, by Verify's convention: on a mismatch what came is written as *.received.*.
/// </summary>
internal static class Snapshot
{
    public static void Verify(string text, string extension = "cs", [CallerFilePath] string testFile = "", [CallerMemberName]
    string test = "")
    {
        string name = Path.Combine(Path.GetDirectoryName(testFile)!, $"{Path.GetFileNameWithoutExtension(testFile)}.{test}");
        string verified = $"{name}.verified.{extension}";
        string expected = File.Exists(verified) ? File.ReadAllText(verified).ReplaceLineEndings("\n") : "";
        string received = $"{name}.received.{extension}";
        if (expected == text)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text);
        Assert.Fail($"{Path.GetFileName(received)} differs from {Path.GetFileName(verified)}. If it is right, rename it.");
    }
}
