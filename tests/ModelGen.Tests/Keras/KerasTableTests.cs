using System.Runtime.CompilerServices;
using Xunit;

namespace ModelGen.Tests;

/// <summary>The documentation's table of names is what the tests measure.</summary>
public class KerasTableTests
{
    [Fact]
    public void The_documentations_table_names_all_that_is_compared_with_Keras()
    {
        string verified = Path.Combine(Folder(), "../../../docs/keras-values.md"),
            received = Path.Combine(Folder(), "keras-values.received.md");
        string table = KerasTable.Write();
        if (File.Exists(verified)
            && KerasTable.WithoutDeviations(File.ReadAllText(verified).ReplaceLineEndings("\n")) == KerasTable.WithoutDeviations(table))
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, table);
        Assert.Fail(
            $"docs/keras-values.md is not what the tests measured. Compare it with {received}, and put that in its place if it is right.");
    }

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
