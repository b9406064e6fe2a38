using ModelGen.Data;
using Xunit;

namespace ModelGen.Tests;

/// <summary><c>Console.WriteLine</c> of anything that a person may hold in hands shows what it is, and not only its class.</summary>
public class PrintedTests
{
    // Written and read by generated code.
    private static readonly Type[] s_others = [typeof(ModelDefinition), typeof(PredictingDefinition)];

    [Fact]
    public void Every_public_class_and_structure_says_what_it_is()
    {
        string[] silent =
        [
            .. typeof(Model).Assembly.GetExportedTypes()
                .Where(type => type.Namespace is "ModelGen" or "ModelGen.Data" && !type.IsEnum && !type.IsAbstract && !type.IsInterface)
                .Where(type => !type.IsAssignableTo(typeof(Attribute)) && !type.IsAssignableTo(typeof(Exception))
                    && !type.IsAssignableTo(typeof(Delegate))
                    && !s_others.Contains(type))
                .Where(type => type.GetMethod(nameof(ToString), Type.EmptyTypes)!.DeclaringType!.Assembly != typeof(Model).Assembly)
                .Select(type => type.FullName!),
        ];
        Assert.Empty(silent);
    }

    [Fact]
    public void A_history_is_a_table()
    {
        using LinearModel model = FitTests.Compiled();
        History history = model.Fit(
            Digits.Clusters(20), epochs: 2, validationSplit: .5, validationFreq: 2, callbacks: [new Script("mine", .5, 1e-5)], verbose: 0);
        string[] lines = history.ToString().Split('\n');
        Assert.Equal(["epoch", "accuracy", "loss", "mine", "val_accuracy", "val_loss"],
            lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Matches(@"^    1    \d\.\d{4}  \d\.\d{4}      0\.5000 {24}$", lines[1]);
        Assert.Matches(@"^    2    \d\.\d{4}  \d\.\d{4}  1\.0000e-05        \d\.\d{4}    \d\.\d{4}$", lines[2]);
        Assert.Equal(3, lines.Length);
        Assert.Equal("no epoch was finished", model.Fit(Digits.Clusters(20), epochs: 0, verbose: 0).ToString());

        // Of a thousand epochs as many lines as a screen has.
        string[] many = Script.Run("x", new double[100], []).ToString().Split('\n');
        Assert.Equal(31 + 1, many.Length);
        Assert.StartsWith("   15 ", many[15]);
        Assert.StartsWith("  ...", many[16]);
        Assert.StartsWith("  100 ", many[^1]);
    }

    [Fact]
    public void A_confusion_matrix_is_a_table()
    {
        var matrix = new Metrics.ConfusionMatrix();
        Assert.Equal("confusion_matrix", matrix.ToString());
        matrix.UpdateState([0, 1, 1, 1], (float[])[.1f, .9f, .8f, .2f]);
        Assert.Equal("true\\predicted  0  1\n             0  1  0\n             1  1  2", matrix.ToString());
    }

    [Fact]
    public void Data_say_how_much_they_are()
    {
        Dataset data = Digits.Clusters(20);
        Assert.Equal("20 samples of 8, class indices", data.ToString());
        Assert.Equal("4 batches of up to 6 of 20 samples of 8, class indices", data.Batches(6).ToString());
        Assert.StartsWith("6 samples, 48 values; 6 class indices: ", data.Batches(6).First().ToString());
        Assert.Matches(@"^20 class indices: (\d, ){10}\.\.\.$", data.Labels.ToString());
        Dataset targets = Dataset.From(new float[16], new float[] { .5f, -1, 2, 3 }, 2, 2, 2).WithSampleWeight(new float[] { 1, 2 })
            .WithRandomShift(1);
        Assert.Equal("2 samples of 2 x 2 x 2, target values, 2 each, with weights, moved by up to 1 pixels", targets.ToString());
        Assert.Equal("4 target values: 0.5, -1, 2, 3", targets.Labels.ToString());
    }

    [Fact]
    public void What_trains_says_what_it_is_set_to()
    {
        Assert.Equal("Adam(Beta1: 0.9, Beta2: 0.999, Epsilon: 1E-07, LearningRate: 0.001)", new Adam().ToString());
        Assert.Equal("SGD(LearningRate: CosineDecay, WeightDecay: 0.1)", new SGD(new CosineDecay(.1, 10)) { WeightDecay = .1 }.ToString());
        Assert.Equal("CosineDecay(DecaySteps: 10, InitialLearningRate: 0.1)", new CosineDecay(.1, 10).ToString());
        Assert.Equal("categorical_crossentropy", Loss.CategoricalCrossentropy.ToString());
        Assert.Equal("accuracy", Metric.Accuracy.ToString());
        Assert.Equal("EarlyStopping(val_loss)", new EarlyStopping().ToString());
        Assert.Equal("ModelCheckpoint({epoch}.safetensors, the best by val_loss)",
            new ModelCheckpoint("{epoch}.safetensors", saveBestOnly: true).ToString());
        Assert.Equal("CSVLogger(log.csv)", new CSVLogger("log.csv").ToString());
    }

    [Fact]
    public void A_model_and_its_parts_show_themselves()
    {
        using var model = new HandWrittenMlp(Device.Cpu, seed: 1);
        Assert.Equal(model.GetSummary(SummaryStyle.Keras3), model.ToString());
        Assert.Equal(string.Join('\n', model.Parameters.Select(parameter => parameter.ToString())), model.Parameters.ToString());
        Assert.Equal($"predictor of {model.Definition.Name}, {Device.Cpu.Name}", model.CreatePredictor().ToString());
        using LinearModel linear = FitTests.Compiled();
        Assert.Equal(2, linear.Forward(new float[16]).ToString().Split('\n').Length);
    }
}
