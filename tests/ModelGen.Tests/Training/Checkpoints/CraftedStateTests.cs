using Xunit;

namespace ModelGen.Tests.Checkpoints;

/// <summary>
/// States that are whole, with a checksum that is right, and say what no training comes to: each is refused before anything changes.
/// </summary>
public sealed class CraftedStateTests : TemporaryFolder
{
    // In the third epoch, after two of its five batches of ten.
    private Course Begun()
    {
        var course = new Course(Directory.CreateDirectory(At("training")).FullName) { SaveFreq = 4 };
        int done = 0;
        Assert.Throws<TimeoutException>(() =>
            course.Run(new LambdaCallback { BatchEnd = (_, _) => { if (done++ == 13) { throw new TimeoutException(); } } }));
        return course;
    }

    private static void Refused(Course course, string message)
    {
        using var model = new HandWrittenMlp(Device.Cpu, seed: 5);
        float[][] before = model.GetWeights();
        InvalidDataException e = Assert.Throws<InvalidDataException>(() => course.Run(model, out _));
        Assert.StartsWith($"{course.Latest}: {message}", e.Message);
        Assert.Equal(before, model.GetWeights());
        Assert.Equal((5, 0L, 0), (model.Seed, model.Iteration, model.EpochsTrained));
    }

    [Fact]
    public void Numbers_are_checked_one_by_one_and_against_one_another()
    {
        Course course = Begun();
        byte[] whole = File.ReadAllBytes(course.Latest);
        void Check(string name, long value, string expected) =>
            Craft(state => state.Set(name, value), $"its {name} is {value}; expected {expected}.");
        void Craft(Action<CraftedFile> change, string message)
        {
            File.WriteAllBytes(course.Latest, whole);
            var state = new CraftedFile(course.Latest);
            change(state);
            state.Write(course.Latest);
            Refused(course, message);
        }

        Check("seed", 1L << 31, "-2147483648 to 2147483647");
        Check("iteration", -1, "0 to 9007199254740992");
        Check("iteration", long.MaxValue, "0 to 9007199254740992");
        Check("optimizer_steps", 13, "0 to 12"); // no more than the model's parameters were updated
        Check("epochs_trained", 1L << 40, "0 to 1073741824");
        Check("epoch", -1, "0 to 1073741824");
        Check("in_epoch", 2, "0 to 1");
        Check("batches_of_pass", 6, "0 to 5");
        Check("batch", 3, "0 to 2"); // no more than were taken of the pass
        Check("pass", 3, "0 to 2"); // no more than epochs were trained
        Check("ran_out", -1, "0 to 1");
        Check("stop_training", 7, "0 to 1");
        Craft(state => state.Set("batch", 1), "its sums are of 20 samples; expected 10 to 10.");
        Craft(state => state.Set("sums", 1.0, 20, 3), "its sums is F64 (3); expected a list of 4 F64.");
        Craft(state => state.Set("sums", 1, double.NaN, 3, 4), "its sums are of NaN samples; expected 20 to 20.");
        Craft(state => state.Set("learning_rate", -0.1), "its learning_rate is -0.1; expected a finite number, 0 or more.");
        Craft(state => state.Set("learning_rate", double.NaN), "its learning_rate is NaN; expected");
        Craft(state => state.Set("learning_rate", 1e39), "its learning_rate is 1E+39; expected");
        Craft(state => state.Remove("learning_rate"), "it has no learning_rate; expected one F64. It has: ");
        Craft(state => state.Set("epoch", 3), "its history_epochs are 0, 1; expected 3, those before 3.");
        Craft(state => state.Set("history_epochs", 0, 5), "its history_epochs are 0, 5; expected 2, those before 2.");
        Craft(state => state.Set("history/loss", 1.0, 2, 3), "its history/loss has 3 values; expected at most 2.");
        Craft(state => state.Remove("history/accuracy"), "it has no history/accuracy; expected a list of 2 F64.");
        Craft(state => state.SetShape("parameters/dense/kernel", 12, 8),
            "its parameters/dense/kernel is F32 (12, 8); expected F32 (8, 12).");
        Craft(state => state.SetShape("seed", 1), "its seed is I64 (1); expected one I64.");
        Craft(state => state.Set("callbacks/1/wait", -1), "the \"wait\" of a callback is -1; expected 0 to 1073741824.");
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        Craft(state => state.Set("callbacks/2/columns", 1L << 30), "The state has no text \"columns/6\".");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, 10_000_000);
        Craft(state => state.Set("callbacks/2/length", 7), "the \"length\" of CSVLogger is 7, in the midst of a line of ");
        Craft(state => state.Set("callbacks/2/begun", 2), "the \"begun\" of a callback is 2; expected 0 to 1.");
        Craft(state => state.Set("callbacks/3/step", -5), "the \"step\" of a callback is -5; expected 0 to ");
        Craft(state => state.Set("callbacks/3/train/length", 41),
            "the \"train/length\" of TensorBoard is 41, in the midst of a record of ");
        Craft(state => state.Set("callbacks/4/best_weights", int.MaxValue),
            "the \"best_weights\" of a callback is 2147483647; expected 0 to 4.");
        Craft(state => state.Set("callbacks/4/best_weights", 1), "the \"best_weights\" of EarlyStopping are 1; expected 4, or none.");
        Craft(state => state.SetShape("callbacks/4/best_weights/0", 96, 1),
            "its callbacks/4/best_weights/0 is F32 (96, 1); expected a list of F32.");
        Craft(state => state.Texts["callbacks/3/train/file"] = "..",
            "the \"train/file\" of TensorBoard is \"..\"; expected events.out.tfevents.");
    }

    [Theory]
    [InlineData("")]
    [InlineData("sub/")]
    [InlineData("..\\")]
    public void An_event_file_is_looked_for_in_the_folder_of_the_callback_alone(string folder)
    {
        Course course = Begun();
        const string name = "events.out.tfevents.1700000000.x.1.0.v2";
        byte[] others = [.. Enumerable.Range(0, 5000).Select(i => (byte)i)];
        string outside = At(name);
        File.WriteAllBytes(outside, others);
        var state = new CraftedFile(course.Latest);
        state.Texts["callbacks/3/train/file"] = folder == "" ? outside : $"{folder}{outside}";
        state.Set("callbacks/3/train/length", 10);
        state.Write(course.Latest);

        // There is none of this name, so it has 0 bytes.
        InvalidDataException e = Assert.Throws<InvalidDataException>(() => course.Run());
        Assert.StartsWith($"{Path.Combine(course.Folder, "logs", "train", name)} has 0 bytes, but it had 10 ", e.Message);
        Assert.Equal(others, File.ReadAllBytes(outside));
    }

    [Fact]
    public void A_training_that_was_copied_goes_on_with_its_own_files_and_leaves_the_others_alone()
    {
        string whole = new Course(Directory.CreateDirectory(At("whole")).FullName) { SaveFreq = 4 }.Run();
        Course course = Begun();
        string copy = At("copy");
        foreach (string file in Directory.GetFiles(course.Folder, "*", SearchOption.AllDirectories))
        {
            string there = Path.Combine(copy, Path.GetRelativePath(course.Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(there)!);
            File.Copy(file, there);
        }

        Dictionary<string, byte[]> before = Directory.GetFiles(course.Folder, "*", SearchOption.AllDirectories)
            .ToDictionary(f => f, File.ReadAllBytes);
        Assert.Equal(whole, (course with { Folder = copy }).Run());
        Assert.All(before, file => Assert.Equal(file.Value, File.ReadAllBytes(file.Key)));
    }

    private sealed class Unwilling : Callback
    {
        public bool Looks { get; init; }

        public override void CheckState(StateReader state)
        {
            if (Looks) { throw new InvalidDataException("looked"); }
        }

        public override void LoadState(StateReader state) => throw new NotSupportedException("loaded");
    }

    [Fact]
    public void A_callback_of_ones_own_that_refuses_leaves_the_model_as_it_was()
    {
        var course = new Course(Folder);
        int done = 0;
        Assert.Throws<TimeoutException>(() => course.Run(
            new Unwilling(), new LambdaCallback { BatchEnd = (_, _) => { if (done++ == 7) { throw new TimeoutException(); } } }));
        string log = File.ReadAllText(At("log.csv"));
        foreach (bool looks in (bool[])[true, false])
        {
            using var model = new HandWrittenMlp(Device.Cpu, seed: 5);
            float[][] before = model.GetWeights();
            Exception e = Assert.ThrowsAny<Exception>(() => course.Run(model, out _, new Unwilling { Looks = looks }));
            Assert.Equal(looks ? "looked" : "loaded", e.Message);
            Assert.Equal(before, model.GetWeights());
            Assert.Equal((5, 0L, 0, 0L), (model.Seed, model.Iteration, model.EpochsTrained, model.Optimizer.Iterations));
            if (looks) { Assert.Equal(log, File.ReadAllText(At("log.csv"))); }
        }
    }

    [Fact]
    public void A_checkpoint_of_version_1_is_read()
    {
        // From before the first step, written by the version that had SHA-256; so it has the same bits on all processors.
        string old = Path.Combine(ArchitectureTests.Repository, "tests/ModelGen.Tests/Training/Checkpoints/version1.safetensors");
        var expected = new Course(Directory.CreateDirectory(At("whole")).FullName);
        string whole = expected.Run();
        var course = new Course(Directory.CreateDirectory(At("old")).FullName);
        Directory.CreateDirectory(course.Backup);
        File.Copy(old, course.Latest);
        foreach ((string run, string name) in ((string, string)[])
            [("train", "events.out.tfevents.1795982359.vm.15806.0.v2"), ("validation", "events.out.tfevents.1795982360.vm.15806.1.v2")])
        {
            // What it knows of the event files: one record each, that of their version.
            var events = new EventFile(Path.Combine(course.Folder, "logs", run));
            events.Add("x", 1, 1);
            events.Close();
            string made = Directory.GetFiles(Path.Combine(course.Folder, "logs", run)).Single();
            File.WriteAllBytes(Path.Combine(course.Folder, "logs", run, name), File.ReadAllBytes(made)[..40]);
            File.Delete(made);
        }

        using var model = new HandWrittenMlp(Device.Cpu, seed: 8);
        Assert.Equal(whole, course.Run(model, out BackupAndRestore backup));
        Assert.Equal(course.Latest, backup.RestoredFrom);

        File.WriteAllBytes(course.Latest, [.. File.ReadAllBytes(old)[..^1], 7]);
        Assert.Contains("; the file is damaged.", Assert.Throws<InvalidDataException>(() => Checkpoint.Read(course.Latest)).Message);
    }
}
