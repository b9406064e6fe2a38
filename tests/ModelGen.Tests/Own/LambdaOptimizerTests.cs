using ModelGen.Data;
using Xunit;

namespace ModelGen.Tests;

/// <summary>Optimizers that are functions of whole parameters.</summary>
public sealed class LambdaOptimizerTests : TemporaryFolder
{
    public static TheoryData<string> Settings => ["alone", "decay", "clip value", "clip norm", "global clip norm", "average"];

    // The same operations on the same float32 numbers, so the same bits, on any number of threads.
    [Theory]
    [MemberData(nameof(Settings))]
    public void It_trains_as_a_rule_does(string settings)
    {
        Dataset data = OwnTraining.Data();
        Optimizer Made(bool own) => settings switch
        {
            "decay" => (own ? new LambdaOptimizer("pull", OwnParts.Pull, 0.1, "momentum") { WeightDecay = 0.1 }
                : (Optimizer)new SGD(0.1, 0.9) { WeightDecay = 0.1 }).ExcludeFromWeightDecay("bias"),
            "clip value" => own ? new LambdaOptimizer("pull", OwnParts.Pull, 0.1, "momentum") { ClipValue = 0.01 }
                : new SGD(0.1, 0.9) { ClipValue = 0.01 },
            "clip norm" => own ? new LambdaOptimizer("pull", OwnParts.Pull, 0.1, "momentum") { ClipNorm = 0.1 }
                : new SGD(0.1, 0.9) { ClipNorm = 0.1 },
            "global clip norm" => own ? new LambdaOptimizer("pull", OwnParts.Pull, 0.1, "momentum") { GlobalClipNorm = 0.1 }
                : new SGD(0.1, 0.9) { GlobalClipNorm = 0.1 },
            "average" => own ? new LambdaOptimizer("pull", OwnParts.Pull, 0.1, "momentum") { UseEma = true, EmaOverwriteFrequency = 3 }
                : new SGD(0.1, 0.9) { UseEma = true, EmaOverwriteFrequency = 3 },
            _ => own ? new LambdaOptimizer("pull", OwnParts.Pull, new CosineDecay(0.1, 9), "momentum")
                : new SGD(new CosineDecay(0.1, 9), 0.9),
        };

        float[] expected = OwnTraining.Fit(data, () => Made(own: false), "mse").Parameters;
        Assert.Equal(expected, OwnTraining.Fit(data, () => Made(own: true), "mse").Parameters);
        Assert.Equal(expected, OwnTraining.Fit(data, () => Made(own: true), "mse", threads: 3).Parameters);
    }

    [Fact]
    public void Parameters_come_in_their_shape_and_in_Keras_s_order()
    {
        List<string> seen = [];
        using Model model = OwnTraining.Make();
        float[] kernel = model.Parameters["dense/kernel"].ToArray();
        model.Compile(new LambdaOptimizer("look", p =>
        {
            seen.Add($"{p.Name} ({string.Join(", ", p.Shape)}) {p.Weights.Length} {p.Gradient.Length} {p.Step} {p.LearningRate}");
            if (p.Name == "dense/kernel") { Assert.Equal(kernel, p.Weights.ToArray()); }
        }, 0.25), "mse");
        Batch batch = OwnTraining.Data().Batches(8).First();
        model.TrainOnBatch(batch.Inputs, batch.Labels);
        Assert.Equal(["dense/kernel (6, 70) 420 420 1 0.25", "dense/bias (70) 70 70 1 0.25", "dense_1/kernel (70, 20) 1400 1400 1 0.25",
            "dense_1/bias (20) 20 20 1 0.25", "dense_2/kernel (20, 3) 60 60 1 0.25", "dense_2/bias (3) 3 3 1 0.25"], seen);
    }

    [Fact]
    public void What_it_throws_comes_out_and_no_parameter_has_changed()
    {
        using Model model = OwnTraining.Make(model: OwnTraining.Normalized);
        float[] before = model.Values();
        bool fails = true;
        model.Compile(new LambdaOptimizer("failing", p =>
        {
            p.Weights.Clear();
            if (fails && p.Name.Contains("dense_1")) { throw new TimeoutException("enough"); }
        }, 0.1) { WeightDecay = 0.5, UseEma = true }, "mse");
        Dataset data = OwnTraining.Data();
        Assert.Throws<TimeoutException>(() => model.Fit(data, verbose: 0));
        Batch batch = data.Batches(8).First();
        float[] inputs = batch.Inputs.ToArray();
        Labels labels = batch.Labels;
        Assert.Throws<TimeoutException>(() => model.TrainOnBatch(inputs, labels));
        Assert.Equal(before, model.Values());
        Assert.Equal(0, model.Optimizer.Iterations);
        fails = false;
        model.TrainOnBatch(inputs, labels);
        Assert.All(model.Parameters["dense_1/kernel"].ToArray(), w => Assert.Equal(0, w));
    }

    [Fact]
    public void What_is_no_number_stays_as_it_was_and_is_said()
    {
        using Model model = OwnTraining.Make();
        float[] before = model.Parameters["dense_1/bias"].ToArray();
        model.Compile(new LambdaOptimizer("nan", p =>
        {
            if (p.Name == "dense_1/bias") { (p.Weights[3], p.Weights[4]) = (float.NaN, 5); }
        }, 0.1), "mse");
        var error = Assert.Throws<NonFiniteUpdateException>(() => model.Fit(OwnTraining.Data(), verbose: 0));
        Assert.Equal(("dense_1/bias", 0, 0), (error.Parameter, error.Epoch, error.Step));
        before[4] = 5;
        Assert.Equal(before, model.Parameters["dense_1/bias"].ToArray());
    }

    [Fact]
    public void A_training_goes_on_from_a_checkpoint_and_other_slots_are_refused()
    {
        Dataset data = OwnTraining.Data();
        string folder = At("backup");
        using Model straight = Compiled("momentum"), first = Compiled("momentum"), second = Compiled("momentum"), other = Compiled("push");
        straight.Fit(data, epochs: 4, batchSize: OwnTraining.Batch, verbose: 0);
        first.Fit(data, epochs: 2, batchSize: OwnTraining.Batch, verbose: 0,
            callbacks: [new BackupAndRestore(folder, deleteCheckpoint: false)]);
        Assert.Contains("with slots [momentum] when it was saved, but is LambdaOptimizer(", Assert.Throws<InvalidDataException>(() =>
            other.Fit(data, epochs: 4, batchSize: OwnTraining.Batch, verbose: 0, callbacks: [new BackupAndRestore(folder)])).Message);
        second.Fit(data, epochs: 4, batchSize: OwnTraining.Batch, verbose: 0, callbacks: [new BackupAndRestore(folder)]);
        Assert.Equal(straight.Values(), second.Values());

        static Model Compiled(string slot)
        {
            Model model = OwnTraining.Make();
            model.Compile(new LambdaOptimizer("pull", p =>
            {
                Span<float> kept = p[slot];
                for (int i = 0; i < kept.Length; i++) { p.Weights[i] += kept[i] = (0.5f * kept[i]) - (p.LearningRate * p.Gradient[i]); }
            }, 0.1, slot), Loss.FromFormula(new OwnParts.RobustError(1)), new LambdaMetric("own", static (y, p) => p[0] - y[0]));
            return model;
        }
    }

    [Fact]
    public void What_does_not_fit_is_said()
    {
        using Model model = OwnTraining.Make();
        Assert.StartsWith("The optimizer pull is a function, which takes the gradients of each step as they are, but "
            + "GradientAccumulationSteps is 2.", Assert.Throws<InvalidOperationException>(() => model.Compile(
                new LambdaOptimizer("pull", OwnParts.Pull, 0.1, "momentum") { GradientAccumulationSteps = 2 }, "mse")).Message);
        model.Compile(new LambdaOptimizer("pull", OwnParts.Pull, 0.1), "mse");
        Assert.Contains("The optimizer has no slot momentum; it has none: name them where it is made.",
            Assert.Throws<ArgumentException>(() => model.Fit(OwnTraining.Data(), verbose: 0)).Message);
        Assert.Throws<ArgumentException>(() => new LambdaOptimizer("pull", OwnParts.Pull, 0.1, "a", "a"));
    }
}
