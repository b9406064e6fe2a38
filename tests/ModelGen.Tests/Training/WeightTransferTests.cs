using ModelGen.Tests.Contract;
using Xunit;

namespace ModelGen.Tests;

/// <summary>Weights of models that are not the same: what fits is taken, the rest is named, and an error changes nothing.</summary>
public sealed class WeightTransferTests : TemporaryFolder
{
    private const string Ten = "[Input(8, 8, 1)] [Conv2D(4, 3)] [Flatten] [Dense(10)]",
        Five = "[Input(8, 8, 1)] [Conv2D(4, 3)] [Flatten] [Dense(5)] [Dense(2, UseBias = false)]";

    private static readonly Lazy<CompiledModels> s_models = new(() => StackCompiler.CompileStacks(Ten, Five));

    [Fact]
    public void What_fits_is_loaded_and_the_rest_is_named()
    {
        string file = At("w.safetensors");
        using Model ten = Make(0, 1), five = Make(1, 2);
        ten.SaveWeights(file);
        float[][] before = five.GetWeights();
        Assert.Throws<InvalidDataException>(() => five.LoadWeights(file));
        Assert.Equal(before, five.GetWeights());

        WeightsReport report = five.LoadWeights(file, skipMismatch: true);
        Assert.Equal(["conv2d/kernel", "conv2d/bias"], report.Taken);
        Assert.Equal([new("dense/kernel", "(144, 5)", "(144, 10)"), new("dense/bias", "(5)", "(10)")], report.Mismatched);
        Assert.Equal(["dense_1/kernel"], report.Missing);
        Assert.Equal(["dense/kernel", "dense/bias"], report.Unused);
        Assert.Equal(
            "taken: conv2d/kernel, conv2d/bias\nof another shape: dense/kernel has (144, 5), there (144, 10), dense/bias has (5), there "
                + "(10)\nnot there: dense_1/kernel\nnot used: dense/kernel, dense/bias", report.ToString());
        Assert.Equal(ten.Parameters["conv2d/kernel"].ToArray(), five.Parameters["conv2d/kernel"].ToArray());
        Assert.Equal(before[2], five.Parameters["dense/kernel"].ToArray());
    }

    [Fact]
    public void Patterns_say_what_is_taken_and_must_mean_something()
    {
        string file = At("w.safetensors");
        using Model ten = Make(0, 1), five = Make(1, 2);
        ten.SaveWeights(file);
        Assert.Equal(["conv2d/kernel"], five.LoadWeights(file, only: ["conv*/kernel"]).Taken);
        Assert.Throws<InvalidDataException>(() => five.LoadWeights(file, only: ["conv*", "dense"]));
        Assert.Throws<InvalidDataException>(() => five.LoadWeights(file, only: ["dense_1"]));
        var error = Assert.Throws<ArgumentException>(() => five.LoadWeights(file, only: ["cnv2d"]));
        Assert.Contains("Did you mean \"conv2d\"?", error.Message);
    }

    [Fact]
    public void Models_of_different_classes_copy_from_each_other()
    {
        using Model ten = Make(0, 1), five = Make(1, 2), same = Make(0, 3);
        Assert.Equal(4, same.CopyWeightsFrom(ten).Taken.Count);
        Assert.Equal(ten.GetWeights(), same.GetWeights());
        float[][] before = five.GetWeights();
        Assert.Throws<ArgumentException>(() => five.CopyWeightsFrom(ten));
        Assert.Throws<ArgumentException>(() => five.CopyWeightsFrom(ten, only: ["dense"]));
        Assert.Throws<ArgumentException>(() => five.CopyWeightsFrom(five));
        Assert.Equal(before, five.GetWeights());
        Assert.Equal(["conv2d/kernel", "conv2d/bias"], five.CopyWeightsFrom(ten, only: ["conv2d"]).Taken);
        Assert.Equal(["dense/kernel", "dense/bias"],
            five.CopyWeightsFrom(ten, skipMismatch: true).Mismatched.Select(mismatch => mismatch.Parameter));
    }

    private static Model Make(int number, int seed) => s_models.Value.Create($"Model{number}", Device.Cpu, seed);
}
