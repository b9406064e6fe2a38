using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ModelGen.Benchmarks;

/// <summary>
/// A program of many files, for the generator to be timed on: models that methods declare come first, then one that attributes declare.
/// </summary>
internal sealed class SampleProject
{
    /// <summary>The index of a file with a Forward method.</summary>
    public const int Forward = 0;

    private static readonly CSharpParseOptions s_options = new(LanguageVersion.CSharp14);
    private readonly int _models;

    /// <summary>Writes it.</summary>
    /// <param name="files">How many files without models it has.</param>
    /// <param name="models">How many models, each in a file of its own.</param>
    /// <param name="calls">How many layers each Forward calls.</param>
    /// <param name="layers">How many layers the chain has.</param>
    public SampleProject(int files, int models, int calls, int layers)
    {
        _models = models;
        const string usings = "global using System; global using System.Linq; global using ModelGen; "
            + "global using static ModelGen.Activation;";
        IEnumerable<string> sources = [.. Enumerable.Range(0, models - 1).Select(i => Model(i, calls)), ChainOf(models - 1, layers), usings,
            .. Enumerable.Range(0, files).Select(File), UsesOf(models)];
        string[] assemblies = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        Program = CSharpCompilation.Create("Sample",
            sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, s_options, $"{i}.cs")),
            assemblies.Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
                .Append(typeof(Model).Assembly.Location).Distinct().Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    public CSharpCompilation Program { get; }

    /// <summary>The index of the file with the chain.</summary>
    public int Chain => _models - 1;

    /// <summary>The index of a file that has nothing to do with models.</summary>
    public int Other => _models + 1;

    /// <summary>The index of the file that uses all models.</summary>
    public int Uses => Program.SyntaxTrees.Length - 1;

    /// <summary>The program after one more letter in a file: in its first comment, or in its first layer's filters.</summary>
    /// <param name="program">The program.</param>
    /// <param name="file">The file's index.</param>
    /// <param name="edit">Which edit: each gives another text.</param>
    /// <param name="isNumber">Whether the letter is one of a number, which gives another model.</param>
    public static T Edit<T>(T program, int file, int edit, bool isNumber = false) where T : Compilation
    {
        const string layer = "Conv2D(";
        const int sizes = 90;
        SyntaxTree tree = program.SyntaxTrees.ElementAt(file);
        string text = tree.ToString();
        string before = isNumber ? layer : "/*", after = isNumber ? "," : "*/";
        int start = text.IndexOf(before, StringComparison.Ordinal) + before.Length;
        int end = text.IndexOf(after, start, StringComparison.Ordinal);
        string edited = $"{text[..start]}{(isNumber ? 9 + (edit % sizes) : edit)}{text[end..]}";
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

    private static string ChainOf(int number, int layers)
    {
        var text = new StringBuilder($"namespace Models{number};\n\n[Input(32, 32, 3)] /*0*/\n");
        for (int i = 0; i < layers - 2; i++)
        {
            string bias = i % 2 == 0 ? "true" : "false";
            text.Append($"[Conv2D({8 + (i % 8)}, 3, Activation.ReLU, Padding = Padding.Same, UseBias = {bias})]\n");
        }

        return text.Append($"[GlobalAveragePool]\n[Dense(10, Softmax)]\npublic partial class Model{number};\n").ToString();
    }

    // Twenty methods that train models.
    private static string UsesOf(int models)
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
                        return (float)model.Evaluate(data).Loss;
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
