using ModelGen.Data;
using ModelGen.Tests.Contract;
using Xunit;

namespace ModelGen.Tests;

/// <summary>
/// What layers give inside, by their names. <see cref="LayerContract"/> compares what each layer of each stack gives with the Oracle's,
/// also where another layer does its work.
/// </summary>
public sealed class LayerOutputsTests
{
    private const string Image = "[Input(9, 9, 1)] [Conv2D(4, 2, ReLU)] [MaxPool(2)] [Flatten] [Dense(6, Tanh)] [Dense(3, Softmax)]",
        Two = "[Input(5, Name = \"a\")] [Dense(4, Name = \"left\")] [Input(3, Name = \"b\")] [Dense(4)] [Add(\"left\")] [ReLU] [Dense(2)]";

    private static readonly Lazy<CompiledModels> s_models = new(() => StackCompiler.CompileStacks(Image, Two));

    [Fact]
    public void The_last_layer_gives_what_the_model_predicts_batch_by_batch()
    {
        using Model model = Make(0);
        float[] x = Numbers.Random(new Random(1), 7 * 81);
        LayerOutputs outputs = model.Outputs("dense*", "conv2d");
        Assert.Equal(["conv2d", "dense", "dense_1"], outputs.Shapes.Keys);
        Assert.Equal([8, 8, 4], outputs.Shapes["conv2d"]);
        var values = outputs.Predict(x, batchSize: 3);
        Assert.Equal(model.Predict(x, batchSize: 7), values["dense_1"]);
        Assert.Equal(7 * 8 * 8 * 4, values["conv2d"].Length);
        Assert.Equal("conv2d (8, 8, 4)\ndense (6)\ndense_1 (3)", outputs.ToString());

        // What is pooled is the largest of what the convolution gives.
        var pooled = model.Outputs("max_pooling2d", "flatten").Predict(x);
        Assert.Equal(values["conv2d"].Max(), pooled["max_pooling2d"].Max());
        Assert.Equal(pooled["max_pooling2d"], pooled["flatten"]);
    }

    [Fact]
    public void It_follows_the_weights_and_leaves_a_step_that_is_under_way_alone()
    {
        using Model model = Make(0), other = Make(0);
        float[] x = Numbers.Random(new Random(2), 4 * 81);
        int[] y = [0, 1, 2, 0];
        LayerOutputs outputs = model.Outputs("dense_1");
        foreach (Model each in (Model[])[model, other])
        {
            each.Forward(x);
            if (each == model) { outputs.Predict(x[..81]); }
            each.Backward(y, Loss.SparseCategoricalCrossentropy);
            new SGD(0.5).Step(each);
        }

        Assert.Equal(other.GetWeights(), model.GetWeights());
        Assert.Equal(other.Predict(x, batchSize: 4), outputs.Predict(x)["dense_1"]);
    }

    [Fact]
    public void Several_inputs_come_in_a_data_set()
    {
        using Model model = Make(1);
        var random = new Random(3);
        float[] a = Numbers.Random(random, 10), b = Numbers.Random(random, 6);
        Dataset data = Dataset.From(inputs: [("a", new Samples(a, 5)), ("b", new Samples(b, 3))], labels: []);
        var values = model.Outputs("*").Predict(data);
        Assert.Equal(values["left"].Zip(values["dense"], (l, r) => l + r), values["add"]);
        Assert.Equal(values["add"].Select(v => Math.Max(v, 0)), values["re_lu"]);
    }

    [Fact]
    public void A_name_that_there_is_not_is_an_error_that_says_which_there_are()
    {
        using Model model = Make(0);
        var error = Assert.Throws<ArgumentException>(() => model.Outputs("conv2d", "conv2d_1"));
        Assert.StartsWith("There is no layer \"conv2d_1\" in model0. Did you mean \"conv2d\"? There are: conv2d, max_pooling2d, flatten, "
            + "dense, dense_1.", error.Message);
        Assert.Throws<ArgumentException>(() => model.Outputs());
        Assert.Throws<ArgumentException>(() => model.Outputs("dense").Predict(new float[80]));
    }

    private static Model Make(int number) => s_models.Value.Create($"Model{number}", Device.Cpu, seed: 5);
}
