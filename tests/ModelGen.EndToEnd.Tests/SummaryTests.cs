using ModelGen.Tests;

namespace ModelGen.EndToEnd.Tests;

/// <summary>dotnet build -p:ModelGenSummary=true.</summary>
public class SummaryTests(Package package)
{
    // As Keras prints it: 4 x 3 weights and 3 biases, 4 bytes each.
    private const string FirstTable = """
        Model: "first"
        ┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
        ┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃
        ┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
        │ dense (Dense)                   │ (None, 3)              │            15 │
        └─────────────────────────────────┴────────────────────────┴───────────────┘
         Total params: 15 (60.00 B)
         Trainable params: 15 (60.00 B)
         Non-trainable params: 0 (0.00 B)
        """;

    [Fact(SkipUnless = nameof(Extent.IsFull), SkipType = typeof(Extent), Skip = Extent.Reason)]
    public async Task A_build_prints_the_table_of_each_model_also_when_it_is_up_to_date()
    {
        var project = new Project(package, "Summaries");
        project.Write("Program.cs", """
            using ModelGen;
            Console.WriteLine(First.Summary);

            [Input(4)]
            [Dense(3, Softmax)]
            public partial class First;
            """);
        project.Write("Second.cs", """
            using ModelGen;

            [Input(4)]
            [Dense(5, Softmax)]
            public partial class Second;
            """);

        string first = await BuildAsync("-p:ModelGenSummary=true");
        Assert.Contains(FirstTable, first);
        Assert.Contains("Model: \"second\"", first);

        DateTime built = File.GetLastWriteTimeUtc(project.Assembly);
        string upToDate = await BuildAsync("-p:ModelGenSummary=true");
        Assert.Contains(FirstTable, upToDate);
        Assert.Contains("Model: \"second\"", upToDate);
        Assert.Equal(built, File.GetLastWriteTimeUtc(project.Assembly));

        project.Delete("Second.cs");
        Assert.DoesNotContain("Model:", await BuildAsync());

        // A model that went while nobody looked must not come back.
        string last = await BuildAsync("-p:ModelGenSummary=true");
        Assert.Contains(FirstTable, last);
        Assert.DoesNotContain("Model: \"second\"", last);

        async Task<string> BuildAsync(params string[] arguments) => Unindented((await project.BuildAsync(arguments)).Succeeded().Output);
    }

    // The console logger indents what targets print by two blanks.
    private static string Unindented(string output) =>
        string.Join('\n', output.Split('\n').Select(line => line.StartsWith("  ", StringComparison.Ordinal) ? line[2..] : line));
}
