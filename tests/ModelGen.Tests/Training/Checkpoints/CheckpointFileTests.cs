using System.Buffers.Binary;
using System.Text.Json;
using ModelGen.Data;
using Xunit;

namespace ModelGen.Tests.Checkpoints;

/// <summary>Checkpoints of a loop of one's own, and the file.</summary>
public sealed class CheckpointFileTests : TemporaryFolder
{
    private string File1 => At("checkpoint.safetensors");

    private static HandWrittenMlp Model(Optimizer optimizer, int seed = 7)
    {
        var model = new HandWrittenMlp(Device.Cpu, seed);
        model.Compile(optimizer, Loss.CategoricalCrossentropy);
        return model;
    }

    private static Optimizer Adam() => new Adam(0.01) { UseEma = true, GradientAccumulationSteps = 2 };

    // Epochs of 6 batches; the place in the data is the caller's.
    private static void Train(Model model, int from, int to)
    {
        Dataset data = Digits.Clusters(60);
        for (int step = from; step < to; step++)
        {
            Batch batch = data.Batches(10, shuffleSeed: model.Seed, epoch: step / 6).Skip(step % 6).First();
            model.Forward(batch.Inputs);
            model.Backward(batch.Labels);
            model.Optimizer.Step(model);
        }
    }

    private static float[] Weights(Model model) => [.. model.GetWeights().SelectMany(values => values)];

    [Fact]
    public void A_loop_of_ones_own_goes_on_with_the_same_bits()
    {
        using HandWrittenMlp whole = Model(Adam());
        Train(whole, 0, 20);
        for (int stop = 0; stop <= 20; stop++)
        {
            using HandWrittenMlp first = Model(Adam()), second = Model(Adam(), seed: 8);
            Train(first, 0, stop);
            first.SaveCheckpoint(File1);
            Train(first, stop, 20); // it changes no more what is in the file

            second.LoadCheckpoint(File1);
            Assert.Equal((7, stop / 2L), (second.Seed, second.Optimizer.Iterations));
            Train(second, stop, 20);
            Assert.Equal(Weights(whole), Weights(second));
        }

        Assert.Equal(["checkpoint.safetensors"], Files());
    }

    [Fact]
    public void Gradients_that_no_step_has_used_are_in_the_file()
    {
        Batch batch = Digits.Clusters(10).Batches(10).First();
        using HandWrittenMlp one = Model(new SGD(0.1)), two = Model(new SGD(0.1));
        one.Forward(batch.Inputs);
        one.Backward(batch.Labels);
        one.SaveCheckpoint(File1);
        two.LoadCheckpoint(File1);
        foreach (HandWrittenMlp model in (HandWrittenMlp[])[one, two])
        {
            model.Forward(batch.Inputs);
            model.Backward(batch.Labels);
            model.Optimizer.Step(model);
        }

        Assert.Equal(Weights(one), Weights(two));
    }

    [Fact]
    public void The_optimizer_may_be_one_that_the_model_was_not_compiled_with()
    {
        using var one = new HandWrittenMlp(seed: 7);
        using var two = new HandWrittenMlp(seed: 8);
        SGD first = new(0.1, momentum: 0.9), second = new(0.2, momentum: 0.9);
        Assert.Throws<InvalidOperationException>(() => one.SaveCheckpoint(File1));
        one.SaveCheckpoint(File1, first);
        two.LoadCheckpoint(File1, second);
        Assert.Equal(Weights(one), Weights(two));
        Assert.Equal(0.1, second.LearningRate.Value);
    }

    [Fact]
    public void A_checkpoint_of_another_optimizer_changes_nothing()
    {
        using HandWrittenMlp one = Model(new SGD(0.1)), two = Model(new Adam(), seed: 8);
        one.SaveCheckpoint(File1);
        float[] before = Weights(two);
        InvalidDataException e = Assert.Throws<InvalidDataException>(() => two.LoadCheckpoint(File1));
        Assert.StartsWith($"{File1}: the optimizer was SGD(", e.Message);
        Assert.Contains("Compile the model with the optimizer that it had, or load another file.", e.Message);
        Assert.Equal(8, two.Seed);
        Assert.Equal(before, Weights(two));

        two.SaveWeights(File1);
        Assert.Contains("does not begin with a checksum; it is no checkpoint (LoadWeights reads a file of weights), or damaged",
            Assert.Throws<InvalidDataException>(() => two.LoadCheckpoint(File1)).Message);
        Assert.Throws<FileNotFoundException>(() => two.LoadCheckpoint(At("nothing")));
    }

    [Fact]
    public void The_file_holds_what_the_documentation_says()
    {
        new Course(Folder) { SaveFreq = "epoch", Epochs = 2, Optimizer = Adam }.Run();
        byte[] bytes = File.ReadAllBytes(At("backup", "latest.safetensors"));
        int header = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        using JsonDocument json = JsonDocument.Parse(bytes.AsMemory(8, header));
        SortedSet<string> documented = new(StringComparer.Ordinal)
        {
            "seed", "iteration", "epochs_trained", "optimizer_steps", "learning_rate", "epoch", "in_epoch", "batch", "pass",
            "batches_of_pass", "ran_out", "stop_training", "sums", "history_epochs",
        };
        foreach (JsonProperty tensor in json.RootElement.EnumerateObject().Where(tensor => tensor.Name != "__metadata__"))
        {
            // Each lies at a multiple of its size, as readers that map the file need it.
            int size = tensor.Value.GetProperty("dtype").GetString() == "F32" ? 4 : 8;
            Assert.Equal(0, tensor.Value.GetProperty("data_offsets")[0].GetInt64() % size);
            string kind = tensor.Name.Split('/')[0];
            Assert.True(documented.Contains(tensor.Name) || kind is "parameters" or "optimizer" or "history" or "callbacks", tensor.Name);
            documented.Remove(tensor.Name);
        }

        Assert.Empty(documented);
        string[] names = [.. json.RootElement.EnumerateObject().Select(tensor => tensor.Name)];
        foreach (string name in (string[])["parameters/dense/kernel", "optimizer/slots", "optimizer/averages",
            "optimizer/gradient_accumulators", "history/loss", "history/val_loss"])
        {
            Assert.Contains(name, names);
        }
    }
}
