using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ModelGen.Benchmarks;

/// <summary>A program of many files, with models that methods declare, for the generator to be timed on.</summary>
internal static class SampleProject
{
    private static readonly CSharpParseOptions s_options = new(LanguageVersion.CSharp14);

    /// <summary>The program.</summary>
    /// <param name="files">How many files without models it has.</param>
    /// <param name="models">How many models, each in a file of its own, which come first.</param>
    /// <param name="calls">How many layers each calls.</param>
    public static CSharpCompilation Create(int files, int models, int calls)
    {
        const string usings = "global using System; global using System.Linq; global using ModelGen; "
            + "global using static ModelGen.Activation;";
        IEnumerable<string> sources = [.. Enumerable.Range(0, models).Select(i => Model(i, calls)), usings, .. Enumerable.Range(0, files)
            .Select(File), Uses(models)];
        string[] assemblies = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        return CSharpCompilation.Create("Sample", sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, s_options, $"{i}.cs")),
            assemblies.Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
                .Append(typeof(Model).Assembly.Location).Distinct().Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    /// <summary>The program after one more letter in a comment, or in a number, of one file.</summary>
    /// <param name="program">The program.</param>
    /// <param name="file">The file's index.</param>
    /// <param name="edit">Which edit: each gives another text.</param>
    public static T Edit<T>(T program, int file, int edit) where T : Compilation
    {
        SyntaxTree tree = program.SyntaxTrees.ElementAt(file);
        string text = tree.ToString();
        int start = text.IndexOf("/*", StringComparison.Ordinal), end = text.IndexOf("*/", StringComparison.Ordinal);
        string edited = $"{text[..(start + 2)]}{edit}{text[end..]}";
        return (T)program.ReplaceSyntaxTree(tree, tree.WithChangedText(Microsoft.CodeAnalysis.Text.SourceText.From(edited)));
    }

    private static string Model(int number, int calls)
    {
        var text = new StringBuilder($$"""
            namespace Models{{number}};

            [Model]
            public partial class Model{{number}}
            {
                private static Tensor Forward([Input(32, 32, 3)] Tensor image)
                {
                    Tensor x = image; /*0*/

            """);
        for (int i = 0; i < calls - 2; i++)
        {
            string bias = i % 2 == 0 ? "true" : "false";
            text.Append($"        x = x.Conv2D({8 + (i % 8)}, 3, ReLU, padding: Padding.Same, useBias: {bias});\n");
        }

        return text.Append("        return x.GlobalAveragePool().Dense(10, Softmax);\n    }\n}\n").ToString();
    }

    // Twenty methods that train models.
    private static string Uses(int models)
    {
        var text = new StringBuilder("using ModelGen.Data;\n\nnamespace Uses;\n\npublic static class Trainings\n{\n    /*0*/\n");
        for (int i = 0; i < 20; i++)
        {
            text.Append($$"""
                    public static float Train{{i}}(Dataset data, string path)
                    {
                        using var model = new Models{{i % models}}.Model{{i % models}}();
                        var optimizer = new Adam(learningRate: 0.001, beta1: 0.9);
                        model.Compile(optimizer, "sparse_categorical_crossentropy", metrics: ["accuracy"]);
                        History history = model.Fit(data, epochs: 10, batchSize: 64, validationSplit: 0.2,
                            callbacks: [new EarlyStopping(patience: 3), new ReduceLROnPlateau(factor: 0.5)]);
                        float[] scores = model.Predict(new float[32 * 32 * 3]);
                        model.Freeze("conv*");
                        Console.WriteLine(string.Join(", ", history["loss"].Select(loss => loss.ToString("F3"))) + scores[0]);
                        model.SaveWeights(path);
                        return model.Evaluate(data).Loss;
                    }

                """);
        }

        return text.Append("}\n").ToString();
    }

    private static string File(int number)
    {
        var text = new StringBuilder($"namespace Files;\n\npublic class Class{number}\n{{\n");
        for (int i = 0; i < 10; i++)
        {
            text.Append($"    public int Method{i}(int a, string b) {{ /*0*/ int c = a * {i}; return c + b.Length")
                .Append($" + new Class{number}().Method{(i + 1) % 10}(a, b); }}\n");
        }

        return text.Append("}\n").ToString();
    }
}
