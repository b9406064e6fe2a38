using System.Text;
using Xunit;

namespace ModelGen.Tests;

/// <summary>Event files hold what Keras's callback writes, and come back through a reader that shares no code with the writer.</summary>
public sealed class TensorBoardTests : TemporaryFolder
{
    [Fact]
    public void Epochs_are_written_as_Keras_names_them()
    {
        using LinearModel model = FitTests.Compiled(rate: .125);
        DateTime before = DateTime.UtcNow;
        History history = model.Fit(Digits.Clusters(20), epochs: 3, batchSize: 5, validationSplit: .5, callbacks: [new TensorBoard(Folder)],
            verbose: 0);
        List<ScalarEvent> train = Read("train"), validation = Read("validation");
        Assert.Equal(
            Enumerable.Range(0, 3).SelectMany(e => new[] { $"epoch_accuracy {e}", $"epoch_loss {e}", $"epoch_learning_rate {e}" }),
            train.Select(e => $"{e.Tag} {e.Step}"));
        // Two steps an epoch: the evaluations are at the optimizer's count.
        Assert.Equal(
            Enumerable.Range(0, 3)
                .SelectMany(e =>
                    new[] { $"evaluation_accuracy_vs_iterations {2 * e + 2}", $"evaluation_loss_vs_iterations {2 * e + 2}",
                        $"epoch_accuracy {e}", $"epoch_loss {e}" }),
            validation.Select(e => $"{e.Tag} {e.Step}"));
        Assert.Equal(history["loss"].Select(v => (float)v), train.Where(e => e.Tag == "epoch_loss").Select(e => e.Value));
        Assert.Equal(history["accuracy"].Select(v => (float)v), train.Where(e => e.Tag == "epoch_accuracy").Select(e => e.Value));
        Assert.Equal([.125f, .125f, .125f], train.Where(e => e.Tag == "epoch_learning_rate").Select(e => e.Value));
        Assert.Equal(history["val_loss"].Select(v => (float)v), validation.Where(e => e.Tag == "epoch_loss").Select(e => e.Value));
        Assert.Equal(history["val_loss"].Select(v => (float)v),
            validation.Where(e => e.Tag == "evaluation_loss_vs_iterations").Select(e => e.Value));
        Assert.All(train,
            e => Assert.InRange(DateTime.UnixEpoch.AddSeconds(e.WallTime), before.AddSeconds(-1), DateTime.UtcNow.AddSeconds(1)));
    }

    [Theory]
    [InlineData(1, "1 2 3 4 5 6")]
    [InlineData(2, "2 4 6")]
    [InlineData(4, "4")]
    public void Batches_are_counted_from_one_over_all_epochs(int frequency, string steps)
    {
        using LinearModel model = FitTests.Compiled();
        List<float> losses = [];
        var record = new LambdaCallback { BatchEnd = (_, logs) => losses.Add((float)logs["loss"]) };
        model.Fit(Digits.Clusters(15), epochs: 2, batchSize: 5, callbacks: [record, new TensorBoard(Folder, updateFreq: frequency)],
            verbose: 0);
        List<ScalarEvent> batches = [.. Read("train").Where(e => e.Tag == "batch_loss")];
        Assert.Equal(steps, string.Join(" ", batches.Select(e => e.Step)));
        Assert.Equal(batches.Select(e => losses[(int)e.Step - 1]), batches.Select(e => e.Value));
        Assert.Equal(2, Read("train").Count(e => e.Tag == "epoch_loss"));
        Assert.False(Directory.Exists(At("validation")));
    }

    [Fact]
    public void Each_training_has_files_of_its_own_that_TensorBoard_finds_by_their_names()
    {
        var callback = new TensorBoard(Folder);
        Script.Run("x", [1], callback);
        Script.Run("x", [1], callback);
        string[] files = Files();
        Assert.Equal(2, files.Length);
        Assert.All(files, file => Assert.Matches(@"^train/events\.out\.tfevents\.\d{10}\..+\.\d+\.\d+\.v2$", file));
        Assert.All(files,
            file =>
                Assert.Equal(["epoch_accuracy", "epoch_loss", "epoch_x", "epoch_learning_rate"],
                    EventFileReader.Read(At(file)).Select(e => e.Tag)));
    }

    [Fact]
    public void Events_are_in_the_file_when_the_callback_has_been_told()
    {
        List<int> counts = [];
        Script.Run("x", [1, 2], new TensorBoard(Folder), new LambdaCallback { EpochEnd = (_, _) => counts.Add(Read("train").Count) });
        Assert.Equal([4, 8], counts);
    }

    [Fact]
    public void Numbers_that_are_not_finite_and_long_names_come_back()
    {
        string name = new('n', 300);
        Script.Run("x", [double.NaN, double.NegativeInfinity], new Script(name, 1, -2.5), new TensorBoard(Folder));
        List<ScalarEvent> train = Read("train");
        Assert.Equal([float.NaN, float.NegativeInfinity], train.Where(e => e.Tag == "epoch_x").Select(e => e.Value));
        Assert.Equal([1f, -2.5f], train.Where(e => e.Tag == $"epoch_{name}").Select(e => e.Value));
    }

    [Fact]
    public void Checksums_are_those_of_the_format()
    {
        // The check value of CRC-32C (RFC 3720's catalogue): "123456789" gives E3069283.
        byte[] check = Encoding.ASCII.GetBytes("123456789");
        Assert.Equal(0xE306_9283u, EventFileReader.Crc32C(check));
        // ((0xE3069283 >> 15) | (0xE3069283 << 17)) + 0xA282EAD8, by hand.
        Assert.Equal(unchecked(0x2507_C60Du + 0xA282_EAD8u), EventFile.MaskedChecksum(check));
    }

    private List<ScalarEvent> Read(string run) => EventFileReader.Read(Assert.Single(Directory.GetFiles(At(run))));
}
