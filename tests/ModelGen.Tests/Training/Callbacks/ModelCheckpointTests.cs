using Xunit;

namespace ModelGen.Tests;

/// <summary>Weights are saved when Keras saves them, under the names it gives.</summary>
public sealed class ModelCheckpointTests : TemporaryFolder
{
    [Fact]
    public void Each_epoch_is_saved_under_a_name_with_its_numbers()
    {
        Script.Run("val_loss", [.5, .25, .125], new ModelCheckpoint(At("new", "weights.{epoch:02d}-{val_loss:.2f}.safetensors")));
        Assert.Equal(["new/weights.01-0.50.safetensors", "new/weights.02-0.25.safetensors", "new/weights.03-0.12.safetensors"], Files());
    }

    [Fact]
    public void What_is_saved_is_what_the_model_is_at_that_time()
    {
        using LinearModel model = FitTests.Compiled(), loaded = FitTests.Compiled();
        List<float[]> weights = [];
        var record = new LambdaCallback { EpochEnd = (_, _) => weights.Add(model.Parameters[0].ToArray()) };
        Script.Run(model, "x", [1, 2], new ModelCheckpoint(At("{epoch}.safetensors")), record);
        for (int i = 0; i < 2; i++)
        {
            loaded.LoadWeights(At($"{i + 1}.safetensors"));
            Assert.Equal(weights[i], loaded.Parameters[0].ToArray());
        }
    }

    [Theory]
    [InlineData("min", null, new[] { 1, .5, .7, .4 }, "1 2 4")]
    [InlineData("max", null, new[] { 1, .5, .7, 1.4 }, "1 4")]
    [InlineData("min", .6, new[] { 1, .5, .7, .4 }, "2 4")]
    [InlineData("min", .1, new[] { 1, .5, .7, .4 }, "")]
    public void The_best_only_are_saved(string mode, double? threshold, double[] watched, string saved)
    {
        Script.Run("watched", watched,
            new ModelCheckpoint(At("{epoch}.safetensors"), "watched", saveBestOnly: true, mode: mode, initialValueThreshold: threshold));
        Assert.Equal(saved, string.Join(" ", Files().Select(Path.GetFileNameWithoutExtension)));
    }

    [Fact]
    public void An_epoch_without_validation_is_not_the_best()
    {
        using LinearModel model = FitTests.Compiled();
        model.Fit(Digits.Clusters(20), epochs: 3, validationSplit: .5, validationFreq: 2,
            callbacks: [new ModelCheckpoint(At("{epoch}.safetensors"), saveBestOnly: true)], verbose: 0);
        Assert.Equal(["2.safetensors"], Files());
    }

    [Fact]
    public void Batches_are_counted_over_the_ends_of_epochs()
    {
        using LinearModel model = FitTests.Compiled();
        // 3 batches an epoch, every 2: batches 1 of epoch 0; 0 and 2 of epoch 1. Names count from 1.
        model.Fit(Digits.Clusters(30), epochs: 2, batchSize: 10,
            callbacks: [new ModelCheckpoint(At("{epoch}-{batch:02d}.safetensors"), saveFreq: 2)], verbose: 0);
        Assert.Equal(["1-02.safetensors", "2-01.safetensors", "2-03.safetensors"], Files());
    }

    [Fact]
    public void A_file_appears_whole_or_not_at_all()
    {
        Directory.CreateDirectory(At("1.safetensors"));
        Assert.ThrowsAny<Exception>(() => Script.Run("x", [1], new ModelCheckpoint(At("1.safetensors"))));
        Assert.Empty(Files());
    }

    [Theory]
    [InlineData("{epoch}", "7")]
    [InlineData("{epoch:d}", "7")]
    [InlineData("{epoch:03d}", "007")]
    [InlineData("{epoch:4d}", "   7")]
    [InlineData("{epoch:.1f}", "7.0")]
    [InlineData("{batch}", "3")]
    [InlineData("{loss}", "0.25")]
    [InlineData("{loss:f}", "0.250000")]
    [InlineData("{loss:.3f}", "0.250")]
    [InlineData("{loss:07.3f}", "000.250")]
    [InlineData("{loss:.2e}", "2.50e-01")]
    [InlineData("{change:06.2f}", "-01.50")]
    [InlineData("{whole}", "2.0")]
    [InlineData("a{{b}}c{loss}d{epoch}e", "a{b}c0.25d7e")]
    public void Placeholders_are_formatted_as_Python_formats_them(string template, string text)
    {
        var logs = new Logs([]) { ["loss"] = .25, ["change"] = -1.5, ["whole"] = 2 };
        Assert.Equal(text, new PathTemplate(template).Format(7, 3, logs));
    }

    [Fact]
    public void What_cannot_be_done_is_said_before_training_or_at_the_first_file()
    {
        Says("The file is \"w.h5\"; the parameters are saved in the safetensors format, so its name must end in .safetensors.",
            () => new ModelCheckpoint("w.h5"));
        Says(
            "The path \"{epoch:x}.safetensors\" has a placeholder that cannot be read at \"{epoch:x}.safetensors\". Write {epoch:02d}, "
                + "{val_loss:.2f} or {batch}; a brace itself is {{ or }}.",
            () => new ModelCheckpoint("{epoch:x}.safetensors"));
        Says("The path \"a}.safetensors\" has", () => new ModelCheckpoint("a}.safetensors"));
        Says("batches is 0; it must be at least 1.", () => new ModelCheckpoint("a.safetensors", saveFreq: 0));
        Says("\"step\" is no frequency. Write \"epoch\", \"batch\", or a number of batches.",
            () => new ModelCheckpoint("a.safetensors", saveFreq: "step"));
        Assert.Equal(
            $"The path \"{At("{val_loss}.safetensors")}\" asks for {{val_loss}}, which is not measured here. There are: epoch, "
                + "accuracy, loss.",
            Assert.Throws<KeyNotFoundException>(() => Fit(new ModelCheckpoint(At("{val_loss}.safetensors")))).Message);
        Assert.Equal(
            "ModelCheckpoint watches \"val_loss\", which is not measured here. There are: accuracy, loss. Give Fit validationData or "
                + "validationSplit.",
            Assert.Throws<InvalidOperationException>(() => Fit(new ModelCheckpoint(At("a.safetensors"), saveBestOnly: true))).Message);
        Assert.Equal(
            "ModelCheckpoint saves the best of every 2 batches by \"val_loss\", but a batch measures only accuracy, loss. Watch one of "
                + "these, or write saveFreq: \"epoch\".",
            Assert.Throws<InvalidOperationException>(() => Fit(new ModelCheckpoint(At("a.safetensors"), saveBestOnly: true, saveFreq: 2)))
                .Message);
        Assert.Empty(Files());

        static void Says(string message, Func<object> make) =>
            Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(make).Message);

        static void Fit(Callback callback)
        {
            using LinearModel model = FitTests.Compiled();
            model.Fit(Digits.Clusters(20), batchSize: 5, callbacks: [callback], verbose: 0);
        }
    }
}
