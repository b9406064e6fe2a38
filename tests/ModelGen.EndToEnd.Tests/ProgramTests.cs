using System.Text.RegularExpressions;
using ModelGen.Generators.Tests.Debugging;
using ModelGen.Tests;

namespace ModelGen.EndToEnd.Tests;

/// <summary>What a user writes, built against the package and run.</summary>
public class ProgramTests(Package package)
{
    // The README's program as it stands, the same in Keras's words, and the loop by hand.
    private const string Training = """
        using ModelGen;
        using ModelGen.Data;

        var (train, test) = Mnist.Load();
        using var model = new MnistCnn(Device.Best, seed: 42);
        Console.WriteLine(MnistCnn.Summary);

        model.Compile(new SGD(learningRate: 0.01), Loss.CategoricalCrossentropy, Metric.Accuracy);
        History history = model.Fit(train, epochs: 10, batchSize: 100, validationData: test);
        Evaluation result = model.Evaluate(test);
        ReadOnlySpan<float> probabilities = model.Predict(test.Image(0));

        Console.WriteLine($"accuracy {result.Accuracy} {history.Epochs} epochs {probabilities.Length} probabilities");
        model.Compile(optimizer: "sgd", loss: "categorical_crossentropy", metrics: ["accuracy"]);
        var optimizer = new SGD(0.01);
        foreach (Batch batch in train.Batches(100, shuffleSeed: 1))
        {
            var y = model.Forward(batch.Inputs);                                     // training mode; keeps what Backward needs
            float loss = model.Backward(batch.Labels, Loss.CategoricalCrossentropy); // the loss is optional after Compile
            optimizer.Step(model); // the next Backward overwrites the gradients, further ones add
        }

        [Input(28, 28, 1)]
        [Conv2D(32, 5, 5, Activation.ReLU)]
        [MaxPool(2)]
        [Flatten]
        [Dense(10, Activation.Softmax)]
        public partial class MnistCnn;
        """;

    // Activations by their bare names, which the package's static using supplies, and no [Flatten].
    private const string Short = """
        using ModelGen;

        [Input(8, 8, 1)]
        [Conv2D(2, 3, 3, ReLU)]
        [Dense(10, Softmax)]
        public partial class Short;
        """;

    // A method of Tensors, where the framework's class of that name is imported too, with a layer that two calls share.
    private const string Method = """
        using System.Numerics.Tensors;
        using ModelGen;

        [Model]
        public partial class Residual
        {
            [Dense(6, ReLU)] private static partial Tensor Embed(Tensor x);

            private static Tensor Forward([Input(6)] Tensor x)
            {
                Tensor y = Embed(Embed(x)); // 6
                foreach (int units in (ReadOnlySpan<int>)[8, 6]) { y = y.Dense(units, ReLU); }
                return (x + y).Dense(1);
            }

            public static string Train()
            {
                using var model = new Residual(Device.Cpu, seed: 1);
                model.Compile("adam", "mse");
                float[] x = [.. Enumerable.Range(0, 60).Select(i => i % 7 / 7f)], y = [.. Enumerable.Range(0, 10).Select(i => i % 2f)];
                float before = model.TrainOnBatch(x, y);
                for (int i = 0; i < 50; i++) { model.TrainOnBatch(x, y); }
                return $"learned {model.TrainOnBatch(x, y) < before} {TensorPrimitives.Sum<float>(x):F0}";
            }
        }
        """;

    [Fact]
    public async Task The_readme_s_program_compiles_and_trains()
    {
        var project = new Project(package, "Training");
        string data = Path.Combine(package.Folder, "data");
        TwoHalves.Write(data, train: 300, test: 100);
        // Without a folder only the digits of the real MNIST are read, which it knows by their hashes.
        project.Write("Program.cs", Training.Replace("Mnist.Load()", $"Mnist.Load(@\"{data}\")", StringComparison.Ordinal));
        project.Write("Short.cs", Short);
        project.Write("Method.cs", Method);
        project.Write("Main.cs", "internal static class Main { [System.Runtime.CompilerServices.ModuleInitializer] "
            + "internal static void Run() => Console.WriteLine(Residual.Train()); }");

        Command build = (await project.BuildAsync()).Succeeded();
        Assert.Contains("Short.cs(5,2): warning MGN0105: Layer 2, Dense:", build.Output);
        Assert.All(Lines(build, "warning"), line => Assert.Contains("MGN0105", line));

        // A debugger needs no file beside the program to show the generated code.
        var symbols = Symbols.Read(
            File.ReadAllBytes(project.Assembly), File.ReadAllBytes(Path.ChangeExtension(project.Assembly, "pdb")), "MnistCnn");
        TracedMethod forward = symbols.Methods.Single(method => method.Name.StartsWith("<Forward>", StringComparison.Ordinal));
        Assert.StartsWith("Conv2DMaxPool.Forward<", symbols.Lines[forward.Stops.ElementAt(1).StartLine - 1]);

        string output = await project.RunAsync();
        Assert.Contains("│ dense (Dense)                   │ (None, 10)             │        46,090 │\n", output);
        Assert.Contains("accuracy 1 10 epochs 10 probabilities", output);
        Assert.Contains("learned True 25", output);
    }

    [Fact]
    public async Task A_window_that_does_not_fit_is_an_error_at_its_argument()
    {
        var project = new Project(package, "Broken");
        project.Write("Program.cs", """
            using ModelGen;

            using var model = new Broken();

            [Input(8, 8, 1)]
            [Conv2D(2, 3)]
            [MaxPool(7)]
            [Flatten]
            [Dense(10, Softmax)]
            public partial class Broken;
            """);

        Command build = await project.BuildAsync();
        Assert.NotEqual(0, build.ExitCode);
        string[] errors = [.. Lines(build, "error").Distinct()];
        string error = Assert.Single(errors);
        // Line 7, column 10 is the 7.
        Assert.Contains("Program.cs(7,10): error MGN0101: Layer 2, MaxPool:", error);
        Assert.Contains("6 x 6 x 2", error);
        var page = new Uri(Regex.Match(error, @"\((file://[^)]*)\)").Groups[1].Value);
        Assert.StartsWith("# MGN0101: ", File.ReadAllText(page.LocalPath));
    }

    private static IEnumerable<string> Lines(Command build, string kind) =>
        build.Output.Split('\n').Where(line => line.Contains($": {kind} ")).Select(line => line.Trim());
}
