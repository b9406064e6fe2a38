namespace ModelGen.Generators.Tests;

/// <summary>What a block of code takes as given.</summary>
/// <param name="Usings">Directives of the namespace in which it stands.</param>
/// <param name="Code">Declarations beside it in that namespace.</param>
/// <param name="IsUsers">Whether it is a user's code, which the generator completes and which can be run.</param>
internal sealed record PageContext(string Usings, string Code, bool IsUsers = true)
{
    /// <summary>What the SDK and the package add to a project.</summary>
    public const string Project = """
        global using System; global using System.IO; global using System.Linq; global using System.Collections.Generic;
        global using System.Threading; global using System.Threading.Tasks; global using static ModelGen.Activation;
        """;

    /// <summary>Digits for whole programs in place of the download, which a type of this name hides.</summary>
    public const string Digits = """
        internal static class Mnist
        {
            public static (ModelGen.Data.Dataset Train, ModelGen.Data.Dataset Test) Load() => ModelGen.Data.SyntheticDigits.Load(300, 100);
        }
        """;

    /// <summary>
    /// A file iris.csv where the program runs: flowers with the means and deviations of Fisher's, drawn at random.
    /// </summary>
    public const string Flowers = """
        internal static class Flowers
        {
            private static readonly (string Species, double[] Means, double[] Deviations)[] s_kinds =
            [
                ("setosa", [5.006, 3.428, 1.462, 0.246], [0.349, 0.375, 0.172, 0.104]),
                ("versicolor", [5.936, 2.77, 4.26, 1.326], [0.511, 0.311, 0.465, 0.196]),
                ("virginica", [6.588, 2.974, 5.552, 2.026], [0.63, 0.319, 0.546, 0.272]),
            ];

            [System.Runtime.CompilerServices.ModuleInitializer]
            internal static void Write()
            {
                var random = new Random(7);
                List<string> lines = ["sepal_length,sepal_width,petal_length,petal_width,species"];
                for (int i = 0; i < 150; i++)
                {
                    (string species, double[] means, double[] deviations) = s_kinds[i / 50];
                    IEnumerable<string> sizes = means.Zip(deviations, (mean, deviation) => (mean + (deviation * Normal())).ToString("F1",
                        System.Globalization.CultureInfo.InvariantCulture));
                    lines.Add($"{string.Join(',', sizes)},{species}");
                }

                File.WriteAllLines("iris.csv", lines);
                double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            }
        }
        """;

    // A reader of a fragment has such a model and such data.
    private static readonly PageContext s_user = new("using ModelGen; using ModelGen.Data; using static Given;", Digits + """

        internal static class Given
        {
            public static readonly Dataset train = SyntheticDigits.Generate(64), test = SyntheticDigits.Generate(32, seed: 2);
            public static readonly GivenNetwork model = Compiled();

            private static GivenNetwork Compiled()
            {
                var model = new GivenNetwork(new CpuDevice(threads: 1), seed: 1);
                model.Compile(new SGD(0.01), Loss.SparseCategoricalCrossentropy, Metric.Accuracy);
                return model;
            }
        }

        [Input(28, 28, 1)] [Flatten] [Dense(10, Softmax)]
        public partial class GivenNetwork;
        """);

    // The same for a model with several inputs and outputs.
    private static readonly PageContext s_heads = new("using ModelGen; using ModelGen.Data; using static Given;", """
        internal static class Given
        {
            public static readonly TwoHeads model = new(new CpuDevice(threads: 1), seed: 1);
            public static readonly float[] oneImage = new float[784], oneRow = new float[10];
            public static readonly float[] images = new float[40 * 784], table = new float[40 * 10], oddLabels = new float[40];
            public static readonly int[] digitLabels = new int[40];
        }

        [Input(28, 28, 1, Name = "image")] [Flatten] [Dense(8, ReLU, Name = "features")]
        [Input(10, Name = "meta")] [Concatenate("features")] [Dense(10, Softmax)] [Output(Name = "digit")]
        [From("features")] [Dense(1, Sigmoid)] [Output(Name = "odd")]
        public partial class TwoHeads;
        """);

    // The same for tables.
    private static readonly PageContext s_tables = new("using ModelGen.Data; using static Given;", Flowers + """

        internal static class Given
        {
            public static readonly Table table = Table.ReadCsv("iris.csv");
            public static readonly Table train = table.Split(0.8).Train, test = table.Split(0.8).Test;
        }
        """);

    // The same for photos, which PagePhotos writes.
    private static readonly PageContext s_photos = new("using ModelGen; using ModelGen.Data; using static Given;", """
        internal static class Given
        {
            public static readonly ImageFolder photos = ImageFolder.Load("photos/train", 32, 32);
            public static readonly PhotoNet model = new(new CpuDevice(threads: 1), seed: 1);
        }

        [Input(32, 32, 3)] [Flatten] [Dense(10, Softmax)]
        public partial class PhotoNet;
        """);

    private static readonly Dictionary<(string Page, string Declares), PageContext> s_own = new()
    {
        [("docs/tables.md", "")] = s_tables,
        [("docs/graphs.md", "new TwoHeads(")] = s_heads,
        [("docs/graphs.md", "labels: [(\"digit\"")] = s_heads,
        [(PagePhotos.Page, "")] = s_photos,
        [("docs/adding-a-layer.md", "class ScaleAttribute")] = new("using ModelGen; using ModelGen.Kernels;", """
            public static partial class Scale
            {
                private static void GpuForward<S>(GpuDevice gpu, Step s, Block y, Block x, Block w) where S : struct, IScale { }

                private static void CpuForward<S>(Step s, Block y, Block x, Block w) where S : struct, IScale { }
            }
            """, IsUsers: false),
        [("docs/adding-a-layer.md", "class ScaleLayer")] = new("""
            using ModelGen.Generators.Layers; using ModelGen.Generators.Specs; using static ModelGen.Generators.Layers.LayerPlan;
            """, "", IsUsers: false),
    };

    /// <summary>What a block of a page takes as given.</summary>
    public static PageContext Of(string page, PageBlock block) => s_own
        .FirstOrDefault(own => own.Key.Page == page && block.Text.Contains(own.Key.Declares, StringComparison.Ordinal)).Value ?? s_user;
}
