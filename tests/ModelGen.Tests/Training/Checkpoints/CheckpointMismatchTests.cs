using ModelGen.Data;
using Xunit;

namespace ModelGen.Tests.Checkpoints;

/// <summary>
/// What would make the bits others is an error that names it, what it was, what it is, and what to do; and nothing has changed then.
/// </summary>
public sealed class CheckpointMismatchTests : TemporaryFolder
{
    private Course Begun()
    {
        var course = new Course(Folder);
        int done = 0;
        Assert.Throws<TimeoutException>(() =>
            course.Run(new LambdaCallback { BatchEnd = (_, _) => { if (done++ == 7) { throw new TimeoutException(); } } }));
        return course;
    }

    private static void Check(Course course, string message, params Callback[] more)
    {
        byte[] before = File.ReadAllBytes(course.Latest);
        InvalidDataException e = Assert.Throws<InvalidDataException>(() => course.Run(more));
        Assert.StartsWith($"{course.Latest}: {message}", e.Message);
        Assert.EndsWith($", or delete the folder {course.Backup} to train from the beginning.", e.Message);
        Assert.Equal(before, File.ReadAllBytes(course.Latest));
    }

    [Fact]
    public void Another_optimizer_or_setting_of_it() =>
        Check(Begun() with { Optimizer = () => new Adam(0.01, beta1: 0.8) }, "the optimizer was Adam(");

    [Fact]
    public void Another_loss() => Check(
        Begun() with { Loss = new CategoricalCrossentropy(labelSmoothing: 0.1) }, "the loss was CategoricalCrossentropy(");

    [Fact]
    public void Other_metrics() => Check(Begun() with { Metrics = [] }, "the metrics was ");

    [Fact]
    public void Another_batch_size() =>
        Check(Begun() with { BatchSize = 9 },
            "the batchSize was 10 when it was saved, but is 9 now. Call Fit with the arguments that it had");

    [Fact]
    public void Another_order() => Check(Begun() with { Shuffle = false }, "the shuffle was True when it was saved, but is False now.");

    [Fact]
    public void Other_steps() => Check(Begun() with { StepsPerEpoch = 3 }, "the steps of an epoch was 5 when it was saved, but is 3 now.");

    [Fact]
    public void Another_split() =>
        Check(Begun() with { ValidationSplit = 0.26 },
            "the training samples was 45 x 8 when it was saved, but is 44 x 8 now. Give Fit the data that it had");

    [Fact]
    public void Other_inputs()
    {
        float[] inputs = Digits.Clusters(60).InputColumns[0].Range(0, 60).ToArray();
        inputs[3 * 8] = BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(inputs[3 * 8]) + 1);
        Check(Begun() with { Data = Dataset.From(inputs, Digits.Clusters(60).Labels, 8) }, "the training inputs was XXH128 ");
    }

    [Fact]
    public void Other_labels_of_the_validation()
    {
        int[] labels = Digits.Clusters(60).Labels.Classes.ToArray();
        labels[59] = (labels[59] + 1) % 4;
        Check(Begun() with { Data = Digits.Classes(Digits.Clusters(60).InputColumns[0].Range(0, 60).ToArray(), labels, 8) },
            "the validation labels was 15 classes, XXH128 ");
    }

    [Fact]
    public void Weights_that_were_not_there() => Check(
        Begun() with { Data = Digits.Clusters(60).WithSampleWeight(new float[60]) },
        "the training sample weights was none when it was saved, but is XXH128 ");

    [Fact]
    public void Other_callbacks() =>
        Check(Begun(), "the callbacks was LearningRateScheduler, ReduceLROnPlateau, CSVLogger, ", new TerminateOnNaN());

    [Fact]
    public void Another_model()
    {
        Course course = Begun();
        using var model = new LinearModel(8, 4);
        InvalidDataException e = Assert.Throws<InvalidDataException>(() => course.Run(model, out _));
        Assert.StartsWith($"{course.Latest}: the model was mlp when it was saved, but is linear now.", e.Message);
        using var untouched = new LinearModel(8, 4);
        Assert.Equal(untouched.Parameters[0].ToArray(), model.Parameters[0].ToArray());
    }

    [Fact]
    public void A_version_from_the_future()
    {
        Course course = Begun();
        Checkpoint read = Checkpoint.Read(course.Latest);
        var written = new Checkpoint();
        foreach ((string name, string text) in read.Texts.Where(text => text.Key != "checksum")) { written.Texts[name] = text; }
        written.Texts["version"] = "3";
        using (FileStream file = File.Create(course.Latest)) { written.Write(file); }
        InvalidDataException e = Assert.Throws<InvalidDataException>(() => course.Run());
        Assert.StartsWith($"{course.Latest}: it is a checkpoint of version 3; this version of ModelGen reads version 2.", e.Message);
    }

    [Fact]
    public void A_file_of_one_of_the_callbacks_that_has_lost_lines()
    {
        Course course = Begun();
        File.WriteAllText(Path.Combine(Folder, "log.csv"), "");
        InvalidDataException e = Assert.Throws<InvalidDataException>(() => course.Run());
        Assert.Contains("log.csv has 0 bytes, but it had", e.Message);
    }

    [Fact]
    public void A_state_of_a_loop_of_ones_own()
    {
        Course course = new(Folder);
        using var model = new HandWrittenMlp(seed: 7);
        model.Compile(course.Optimizer());
        Directory.CreateDirectory(course.Backup);
        model.SaveCheckpoint(course.Latest);
        Check(course, "the loss was (nothing) when it was saved");
    }
}
