using System.Numerics.Tensors;
using ModelGen.Data;
using Xunit;
using Numeric = System.Numerics.Tensors.Tensor;

namespace ModelGen.Tests.Data;

/// <summary>Data of models with several inputs or outputs, by their names.</summary>
public class NamedDatasetTests
{
    private static readonly float[] s_images = [.. Enumerable.Range(0, 5 * 12).Select(i => (float)i)];
    private static readonly float[] s_table = [.. Enumerable.Range(0, 5 * 3).Select(i => 100f + i)];
    private static readonly int[] s_digits = [3, 1, 4, 1, 5];

    private static Dataset Make() => Dataset.From(
        inputs: [("image", new Samples(s_images, 2, 3, 2)), ("meta", s_table)],
        labels: [("digit", s_digits), ("place", (float[])[.. Enumerable.Range(0, 10).Select(i => -i)])],
        sampleWeight: [("place", (float[])[1, 2, 3, 4, 5])]);

    [Fact]
    public void It_says_what_it_has_and_gives_each_by_its_name()
    {
        Dataset data = Make();
        Assert.Equal("5 samples of image 2 x 3 x 2 and meta 3, digit class indices and place target values, 2 each, with weights",
            data.ToString());
        Assert.Equal(["image", "meta"], data.InputNames);
        Assert.Equal(["digit", "place"], data.LabelNames);
        Assert.Equal(s_table[6..9], data.Sample("meta", 2));
        Assert.Equal(s_digits, data.LabelsOf("digit").Classes.ToArray());
        Assert.Equal([1f, 2, 3, 4, 5], data.SampleWeightsOf("place").ToArray());
        Assert.True(data.SampleWeightsOf("digit").IsEmpty);
        Dataset rest = data.Skip(3).Take(1);
        Assert.Equal(1, rest.Count);
        Assert.Equal(s_images[36..48], rest.Sample("image", 0));
        Assert.Equal([-6f, -7f], rest.LabelsOf("place").Values.ToArray());
        Assert.Equal([4f], rest.SampleWeightsOf("place").ToArray());
    }

    [Fact]
    public void Batches_have_each_by_its_name()
    {
        List<string> seen = [];
        foreach (Batch batch in Make().Batches(2))
        {
            seen.Add($"{batch.InputsOf("image")[0]} {batch.InputsOf("meta")[^1]} {batch.LabelsOf("digit").Classes.Span[0]} "
                + $"{batch.LabelsOf("place").Length} {batch.SampleWeightsOf("place")[0]} {batch.SampleWeightsOf("digit").Length}");
        }

        Assert.Equal(["0 105 3 4 1 0", "24 111 4 4 3 0", "48 114 5 2 5 0"], seen);
        Batch first = Make().Batches(2).First();
        Assert.StartsWith("2 samples, image 24 values, meta 6 values; digit 2 class indices: 3, 1; place 4 target values",
            first.ToString());
        Assert.StartsWith("This data has several inputs: image, meta. Say which:",
            Assert.Throws<InvalidOperationException>(() => first.Inputs.Length).Message);
        Assert.StartsWith("This data has several kinds of labels: digit, place.",
            Assert.Throws<InvalidOperationException>(() => first.Labels).Message);
    }

    [Fact]
    public void Arrays_without_shapes_have_a_sample_for_each_class_index()
    {
        Dataset data = Dataset.From(inputs: [("image", s_images), ("meta", s_table)], labels: [("digit", s_digits)]);
        Assert.Equal("5 samples of image 12 and meta 3, digit class indices", data.ToString());
        Assert.Equal("5 samples of image 12 and meta 3, class indices",
            Dataset.From(inputs: [("image", s_images), ("meta", s_table)], labels: s_digits).ToString());
        var tensor = Numeric.Create(s_images, [5, 6, 2]);
        Assert.Equal("5 samples of image 6 x 2, pair target values, 4 each",
            Dataset.From(inputs: [("image", tensor)], labels: [("pair", new float[20])]).ToString());
        Assert.Equal("5 samples of image 12, mask target values, 12 each",
            Dataset.From([("image", s_images)], [("mask", new Samples(s_images, 6, 2))]).ToString());
        Assert.Equal("0 samples of a 1, b class indices",
            Dataset.From([("a", Array.Empty<float>())], [("b", Array.Empty<int>())]).ToString());
        Assert.Equal("2 samples of a 4", Dataset.From([("a", new Samples(new float[8], 4))], []).ToString());
    }

    [Fact]
    public void Images_of_one_input_move()
    {
        Dataset data = Make().WithRandomShift("image", 1, seed: 4);
        Assert.EndsWith(", moved by up to 1 pixels", data.ToString());
        Batch batch = data.Batches(5).First();
        Assert.False(batch.InputsOf("image").SequenceEqual(s_images));
        Assert.Equal(s_table, batch.InputsOf("meta"));
        Assert.Throws<InvalidOperationException>(() => Make().WithRandomShift("meta", 1));
        Assert.Throws<InvalidOperationException>(() => Make().WithRandomShift(1));
    }

    [Fact]
    public void What_does_not_fit_is_said()
    {
        Says("The 7 values of the input \"b\" are not the same number for each of 5 samples. Where that is not how many there are, "
            + "give the shape of one:", () => Dataset.From([("a", new float[10]), ("b", new float[7])], [("c", new int[5])]));
        Says("The input \"b\" has 3 samples, but another has 2.",
            () => Dataset.From([("a", new Samples(new float[8], 4)), ("b", new Samples(new float[6], 2))], [("c", new int[2])]));
        Says("9 input values of \"a\" are not a whole number of samples of (4), 4 values each.",
            () => Dataset.From([("a", new Samples(new float[9], 4))], [("c", new int[2])]));
        Says("There are 5 labels \"c\" for 2 samples; each sample needs the same number.",
            () => Dataset.From([("a", new Samples(new float[8], 4))], [("c", new int[5])]));
        Says("Nothing says how many samples there are. Give the shape of one: (\"a\", new Samples(values, 28, 28, 1)), say, or ",
            () => Dataset.From([("a", new float[8]), ("b", new float[8])], [("c", new float[2])]));
        Says("There are 5 labels \"d\" for 2 samples; each sample needs the same number. That many class indices \"c\" there are; where ",
            () => Dataset.From([("a", new float[8])], [("c", new int[2]), ("d", new float[5])]));
        Says("The labels \"c\" have 4 samples, but the inputs 2.",
            () => Dataset.From([("a", new Samples(new float[8], 4))], [("c", new Samples(new float[8], 2))]));
        Says("9 target values are not a whole number of samples of (4), 4 values each.",
            () => Dataset.From([("a", new float[9])], [("c", new Samples(new float[9], 4))]));
        Says("Two of the inputs are called \"a\".", () => Dataset.From([("a", new float[2]), ("a", new float[2])], [("c", new int[2])]));
        Says("One of the labels has no name.", () => Dataset.From([("a", new float[2])], [("", new int[2])]));
        Says("There are no inputs; give the samples of each by its name.", () => Dataset.From([], [("c", new int[2])]));
        Says("This data has no labels \"d\". It has: c.",
            () => Dataset.From([("a", new float[2])], [("c", new int[2])], [("d", (float[])[1, 2])]));
        Says("There are 3 sample weights for 2 samples; give one for each sample.",
            () => Dataset.From([("a", new float[2])], [("c", new int[2])], [("c", (float[])[1, 2, 3])]));
        Says("This data has no input \"images\". It has: image, meta.", () => Make().Sample("images", 0));
    }

    [Fact]
    public void A_model_says_which_of_its_inputs_and_outputs_are_missing()
    {
        using Model model = TwoHeads.Make();
        model.Compile(oddWeight: 1);
        float[] images = new float[4 * 8], table = new float[4 * 5], odd = new float[4];
        int[] digits = new int[4];
        Says("model0 has the inputs image, meta, but data has image. Write Dataset.From(inputs: [(\"image\", ...), (\"meta\", ...)], "
            + "labels: ...).", () => model.Fit(Dataset.From([("image", images)], [("digit", digits), ("odd", odd)])));
        Says("model0 has the inputs image, meta, but data has one input without a name.",
            () => model.Evaluate(Dataset.From(images, digits, 8)));
        Says("data has labels \"even\", but model0 has the outputs digit, odd.",
            () => model.Fit(Dataset.From([("image", images), ("meta", table)], [("digit", digits), ("even", odd)])));
        Says("model0 is trained or measured by its output odd, but data has labels for digit only.",
            () => model.Fit(Dataset.From([("image", images), ("meta", table)], [("digit", digits)])));
        Says("model0 is trained or measured by its output digit, but data has labels without a name.",
            () => model.Fit(Dataset.From([("image", images), ("meta", table)], digits)));
        Says("The samples meta of validationData are 7, but the input meta of model0 is 5.", () => model.Fit(
            Dataset.From([("image", images), ("meta", table)], [("digit", digits), ("odd", odd)]),
            validationData: Dataset.From([("image", images), ("meta", new float[28])], [("digit", digits), ("odd", odd)])));
        Says("losses has \"even\", but model0 has the outputs digit, odd.", () => model.Compile("sgd", losses: new() { ["even"] = "mse" }));
        Says("lossWeights has \"even\", but model0 has the outputs digit, odd.",
            () => model.Compile("sgd", losses: new() { ["odd"] = "mse" }, lossWeights: new() { ["even"] = 2 }));
        Says("The weight of the loss of odd is NaN; weights are finite numbers.",
            () => model.Compile("sgd", losses: new() { ["odd"] = "mse" }, lossWeights: new() { ["odd"] = double.NaN }));
        Says("metrics has \"even\", but model0 has the outputs digit, odd.",
            () => model.Compile("sgd", losses: new() { ["odd"] = "mse" }, metrics: new() { ["even"] = ["mae"] }));
        Assert.Contains("Write model.Compile(new SGD(learningRate: 0.01), losses: new() { [\"digit\"] = "
            + "Loss.CategoricalCrossentropy, ... }) first.",
            Assert.Throws<InvalidOperationException>(() => TwoHeads.Make().Fit(TwoHeads.Data())).Message);
    }

    // A variable of the base class knows no names.
    [Fact]
    public void A_call_that_speaks_of_one_says_what_to_write()
    {
        using Model model = TwoHeads.Make();
        model.Compile(oddWeight: 1);
        const string inputs = "model0 has the inputs image, meta: name them, as in model.",
            outputs = "model0 has the outputs digit, odd: call ";
        SaysOf(inputs + "Predict(image: ..., meta: ...)", () => model.Predict(new float[8]));
        SaysOf(inputs + "Predict(", () => model.Predict(new float[8], batchSize: 1));
        SaysOf(inputs + "PredictView(", () => model.PredictView(new float[8]));
        SaysOf(inputs + "Forward(", () => model.Forward(new float[8]));
        SaysOf(inputs + "TrainOnBatch(", () => model.TrainOnBatch(new float[8], (int[])[1]));
        SaysOf(outputs + "Predict", () => model.Predict(TwoHeads.Data()));
        SaysOf(outputs + "Backward", () => model.Backward((int[])[1]));
        SaysOf(outputs + "BackwardFrom", () => model.BackwardFrom(new float[8]));
        SaysOf("model0 has several inputs or outputs: give a data set", () => model.Fit(new float[8], (int[])[1]));
        using Predictor predictor = model.CreatePredictor();
        using PredictorPool pool = model.CreatePredictorPool();
        SaysOf(inputs + "Predict(", () => predictor.Predict(new float[8]));
        SaysOf(outputs + "Predict", () => pool.Predict(TwoHeads.Data()));
        Assert.Equal(["digit", "odd"], pool.PredictByName(TwoHeads.Data()).Keys);
    }

    private static void Says(string message, Action act) => Assert.StartsWith(message, Assert.Throws<ArgumentException>(act).Message);

    private static void SaysOf(string message, Action act) =>
        Assert.StartsWith(message, Assert.Throws<InvalidOperationException>(act).Message);
}
