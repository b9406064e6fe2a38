using ModelGen.Data;
using ModelGen.Tests.Gpu;
using Xunit;

namespace ModelGen.Tests.Checkpoints;

/// <summary>A training that was broken off and begun again gives the same bits as one that never stopped.</summary>
public sealed class ResumeTests : TemporaryFolder
{
    private sealed class Interruption : Exception;

    /// <summary>Throws at the n-th thing it is told, from 0, and counts them.</summary>
    private sealed class Interrupter(int when)
    {
        public int Told { get; private set; }

        public LambdaCallback Callback => new()
        {
            TrainBegin = Next,
            EpochBegin = _ => Next(),
            BatchBegin = _ => Next(),
            BatchEnd = (_, _) => Next(),
            EpochEnd = (_, _) => Next(),
            TrainEnd = Next,
        };

        private void Next()
        {
            if (Told++ == when) { throw new Interruption(); }
        }
    }

    private Course Fresh(Course course, string name) => course with { Folder = Directory.CreateDirectory(At(name)).FullName };

    // Breaks the course off everywhere, or at every so many places, and goes on each time. Seven has no factor in common with the
    // steps of an epoch, so that a brief look meets all kinds of moments too.
    private void CheckEverywhere(Course course, int every = 1)
    {
        every = Extent.Pick(brief: 7 * every, full: every);
        var counter = new Interrupter(-1);
        string whole = Fresh(course, "whole").Run(counter.Callback);
        Assert.True(counter.Told > 20);
        for (int when = 0; when < counter.Told; when += every)
        {
            Course parts = Fresh(course, $"parts{when}");
            Assert.Throws<Interruption>(() => parts.Run(new Interrupter(when).Callback));
            Assert.Equal(whole, parts.Run(out BackupAndRestore backup));
            Assert.Equal(when == 0 ? null : parts.Latest, backup.RestoredFrom);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)] // the batches of an epoch
    [InlineData(7)]
    public void Broken_off_at_any_callback_it_goes_on_with_the_same_bits(int saveFreq) =>
        CheckEverywhere(new Course("") { SaveFreq = saveFreq == 0 ? "epoch" : saveFreq });

    [Fact]
    public void It_goes_on_with_the_same_bits_where_epochs_end_within_a_pass_over_the_data() =>
        CheckEverywhere(new Course("") { StepsPerEpoch = 3, SaveFreq = 2 });

    [Fact]
    public void It_goes_on_with_the_same_bits_where_the_samples_run_out() =>
        CheckEverywhere(new Course("") { StepsPerEpoch = 7, SaveFreq = 2 }, every: 3);

    [Fact]
    public void It_goes_on_with_the_same_bits_where_the_order_is_the_data_s_own() =>
        CheckEverywhere(new Course("") { Shuffle = false, SaveFreq = 2 }, every: 3);

    [Fact]
    public void It_goes_on_with_the_same_bits_without_validation() =>
        CheckEverywhere(new Course("") { ValidationSplit = 0, SaveFreq = 2 }, every: 3);

    [Fact]
    public void It_goes_on_with_the_same_bits_with_weights_and_dense_targets()
    {
        Dataset clusters = Digits.Clusters(60);
        var targets = new float[60 * 4];
        for (int n = 0; n < 60; n++) { targets[(n * 4) + clusters.Label(n)] = 1; }
        Dataset data = Dataset.From(
            clusters.InputColumns[0].Range(0, 60).ToArray(), targets, [.. Enumerable.Range(0, 60).Select(n => 0.5f + (n % 3))], 8);
        Metric[] metrics = [new Metrics.AUC(), new Metrics.Precision(), new Metrics.Recall(), new Metrics.MeanSquaredError(),
            new Metrics.F1Score(), new Metrics.R2Score()];
        CheckEverywhere(new Course("") { Data = data, Metrics = metrics, SaveFreq = 2 }, every: 3);
    }

    // Each with averages of the parameters and with gradients that are added up, which a step of three ends;
    // and each clips or decays in one way or another.
    private static readonly Dictionary<string, Func<Optimizer>> s_optimizers = new()
    {
        ["SGD"] = () => new SGD(0.05, momentum: 0.9, nesterov: true) { UseEma = true, GradientAccumulationSteps = 3, Decay = 0.01 },
        ["RMSprop"] = () =>
            new RMSprop(0.01, momentum: 0.9, centered: true) { UseEma = true, EmaOverwriteFrequency = 2, GradientAccumulationSteps = 3 },
        ["Adam"] = () => new Adam(0.01, amsgrad: true) { UseEma = true, GradientAccumulationSteps = 3, ClipNorm = 0.5 },
        ["AdamW"] = () => new AdamW(0.01) { UseEma = true, GradientAccumulationSteps = 3 }.ExcludeFromWeightDecay("bias"),
        ["Adagrad"] = () => new Adagrad(0.1) { UseEma = true, GradientAccumulationSteps = 3, ClipValue = 0.1 },
        ["Adadelta"] = () => new Adadelta(1.0) { UseEma = true, GradientAccumulationSteps = 3 },
        ["Adamax"] = () => new Adamax(0.01) { UseEma = true, GradientAccumulationSteps = 3, GlobalClipNorm = 0.5 },
        ["Nadam"] = () => new Nadam(0.01) { UseEma = true, GradientAccumulationSteps = 3 },
        ["Lion"] = () => new Lion(0.01) { UseEma = true, GradientAccumulationSteps = 3, WeightDecay = 0.01 },
        ["Adafactor"] = () => new Adafactor(0.05) { UseEma = true, GradientAccumulationSteps = 3 },
        ["Ftrl"] = () => new Ftrl(0.1) { UseEma = true, GradientAccumulationSteps = 3 },
        ["Lamb"] = () => new Lamb(0.01) { UseEma = true, GradientAccumulationSteps = 3 },
        ["Adam with a schedule"] = () => new Adam(new CosineDecay(0.02, decaySteps: 15, warmupTarget: 0.03, warmupSteps: 4)),
    };

    public static TheoryData<string> Optimizers => [.. s_optimizers.Keys];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void It_goes_on_with_the_same_bits_under(string optimizer) => CheckEverywhere(
        new Course("") { Optimizer = s_optimizers[optimizer], SetsRate = !optimizer.Contains("schedule"), SaveFreq = 1 }, every: 4);

    [Fact]
    public void It_goes_on_with_the_same_bits_with_metrics_of_many_sums()
    {
        Metric[] metrics = [Metric.Accuracy, new Metrics.SparseTopKCategoricalAccuracy(2), new Metrics.SparseCategoricalCrossentropy(),
            new Metrics.SparseCategoricalAccuracy()];
        CheckEverywhere(new Course("") { Metrics = metrics, SaveFreq = 1 }, every: 3);
    }

    [Fact]
    public void Broken_off_again_and_again_it_ends_with_the_same_bits()
    {
        var course = new Course(At("")) { Epochs = 6 };
        string whole = Fresh(course, "whole").Run();
        Course parts = Fresh(course, "parts");
        var random = new Random(3);
        for (int i = 0; i < 12; i++)
        {
            // Told at least of the beginning, so each part may go a little further.
            try { Assert.Equal(whole, parts.Run(new Interrupter(random.Next(1, 20)).Callback)); }
            catch (Interruption) { }
        }

        Assert.Equal(whole, parts.Run());
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 3)]
    [InlineData(3, 1)]
    public void It_may_go_on_with_another_number_of_threads(int before, int after)
    {
        string whole = Fresh(new Course(""), "whole").Run();
        Course parts = Fresh(new Course(""), "parts");
        Assert.Throws<Interruption>(() => (parts with { Device = new CpuDevice(before) }).Run(new Interrupter(23).Callback));
        Assert.Equal(whole, (parts with { Device = new CpuDevice(after) }).Run());
    }

    [Fact]
    public void A_model_that_was_broken_off_may_go_on_itself()
    {
        string whole = Fresh(new Course(""), "whole").Run();
        Course parts = Fresh(new Course(""), "parts");
        using var model = new HandWrittenMlp(Device.Cpu, seed: 7);
        Assert.Throws<Interruption>(() => parts.Run(model, out _, new Interrupter(31).Callback));
        Assert.Equal(whole, parts.Run(model, out _));
    }

    [Fact]
    public void The_seed_comes_from_the_file()
    {
        string whole = Fresh(new Course(""), "whole").Run();
        Course parts = Fresh(new Course(""), "parts");
        Assert.Throws<Interruption>(() => parts.Run(new Interrupter(31).Callback));
        using var model = new HandWrittenMlp(Device.Cpu, seed: 8);
        Assert.Equal(whole, parts.Run(model, out _));
        Assert.Equal(7, model.Seed);
    }

    [Fact]
    public void A_cancelled_training_is_saved_where_it_stops_and_goes_on_from_there()
    {
        string whole = Fresh(new Course(""), "whole").Run();
        Course parts = Fresh(new Course("") { Deletes = true, SaveFreq = "epoch" }, "parts");
        using (var source = new CancellationTokenSource())
        {
            int batches = 0;
            (parts with { Cancellation = source.Token })
                .Run(new LambdaCallback { BatchEnd = (_, _) => { if (++batches == 8) { source.Cancel(); } } });
        }

        Assert.Equal(8, Checkpoint.Read(parts.Latest).Integer("iteration"));
        int left = 0;
        Assert.Equal(whole, parts.Run(new LambdaCallback { BatchEnd = (_, _) => left++ }));
        Assert.Equal(20 - 8, left);
        Assert.False(Directory.Exists(parts.Backup));
    }

    [Fact]
    public void A_training_that_a_callback_ended_does_not_train_on()
    {
        // The last epoch was not saved as the last by anybody but the callback that ended it.
        static LambdaCallback Stop(Model? model = null, Func<Model>? later = null) =>
            new() { BatchEnd = (_, _) => { (model ?? later!()).StopTraining |= (model ?? later!()).Iteration == 12; } };
        Course course = new("") { SaveFreq = 1 };
        using HandWrittenMlp one = new(seed: 7), two = new(seed: 7);
        string whole = Fresh(course, "whole").Run(one, out _, Stop(one));
        Course parts = Fresh(course, "parts");
        Assert.Throws<Interruption>(() =>
            parts.Run(two, out _, Stop(two),
                new LambdaCallback { EpochEnd = (epoch, _) => { if (epoch == 2) { throw new Interruption(); } } }));
        using var three = new HandWrittenMlp(seed: 7);
        Assert.Equal(whole, parts.Run(three, out _, Stop(three)));
        Assert.Equal(12, three.Optimizer.Iterations);
    }

    [Fact]
    public void After_the_end_the_states_are_deleted_or_more_epochs_go_on_from_them()
    {
        Course course = Fresh(new Course("") { Epochs = 2, SaveFreq = "epoch" }, "parts");
        string whole = Fresh(new Course(""), "whole").Run();
        course.Run(out BackupAndRestore backup);
        Assert.Null(backup.RestoredFrom);
        Assert.True(File.Exists(course.Latest) && File.Exists(course.Previous));
        Assert.Equal(whole, (course with { Epochs = 4, Deletes = true }).Run(out backup));
        Assert.Equal(course.Latest, backup.RestoredFrom);
        Assert.False(Directory.Exists(course.Backup));
    }

    [Fact]
    public void Broken_off_in_its_first_save_it_leaves_no_second_event_file()
    {
        int stages = 0, saves = 0;
        Course course = new("") { SaveFreq = "epoch", Epochs = 2 };
        string whole = Fresh(course with
        {
            Writing = stage =>
            {
                stages += saves == 0 ? 1 : 0;
                saves += stage == "done" ? 1 : 0;
            },
        }, "whole").Run();
        foreach (int stop in Extent.Pick(Enumerable.Range(0, stages), step: 6))
        {
            int stage = 0;
            Course parts = Fresh(course, $"first{stop}");
            Assert.Throws<Interruption>(() =>
                (parts with { Writing = _ => { if (stage++ == stop) { throw new Interruption(); } } }).Run());
            Assert.Equal(whole, parts.Run());
            foreach (string run in (string[])["train", "validation"])
            {
                Assert.Single(Directory.GetFiles(Path.Combine(parts.Folder, "logs", run)));
            }
        }
    }

    [Fact]
    public void Killed_when_Fit_has_returned_it_trains_nothing_again_where_the_states_are_kept_until_they_are_deleted()
    {
        int batches = 0;
        var count = new LambdaCallback { BatchEnd = (_, _) => batches++ };
        Course course = Fresh(new Course("") { SaveFreq = "epoch" }, "kept");
        string whole = course.Run(count);
        Assert.Equal(20, batches);
        for (int again = 0; again < 2; again++)
        {
            Assert.Equal(whole, course.Run(out BackupAndRestore backup, count));
            Assert.Equal(20, batches);
            if (again == 0) { File.Delete(course.Previous); } // as a kill in the midst of Delete leaves it
            else { backup.Delete(); }
        }

        Assert.False(Directory.Exists(course.Backup));
        course.Run(count);
        Assert.Equal(40, batches);
    }

    [Fact]
    public void Killed_when_Fit_has_returned_it_trains_all_again_where_Fit_has_deleted_the_states()
    {
        int batches = 0;
        var count = new LambdaCallback { BatchEnd = (_, _) => batches++ };
        Course course = Fresh(new Course("") { SaveFreq = "epoch", Deletes = true }, "deleted");
        static string WithoutEvents(string outcome) => outcome[..outcome.IndexOf("\ntrain ", StringComparison.Ordinal)];
        string whole = WithoutEvents(course.Run(count));
        Assert.False(Directory.Exists(course.Backup));
        Assert.Equal(whole, WithoutEvents(course.Run(count)));
        Assert.Equal(40, batches);
    }

    [Fact]
    public void Only_the_last_state_is_kept_where_that_is_asked_for()
    {
        using LinearModel model = FitTests.Compiled();
        model.Fit(Digits.Clusters(20), epochs: 3, verbose: 0,
            callbacks: [new BackupAndRestore(At("one"), doubleCheckpoint: false, deleteCheckpoint: false)]);
        Assert.Equal(["one/latest.safetensors"], Files());
    }

    [Fact]
    public void One_BackupAndRestore_is_enough()
    {
        using LinearModel model = FitTests.Compiled();
        ArgumentException e = Assert.Throws<ArgumentException>(() =>
            model.Fit(Digits.Clusters(20), verbose: 0, callbacks: [new BackupAndRestore(At("a")), new BackupAndRestore(At("b"))]));
        Assert.StartsWith("2 of the callbacks are BackupAndRestore; one saves everything.", e.Message);
        Assert.Throws<ArgumentException>(() => new BackupAndRestore(""));
    }

    [Fact(SkipUnless = nameof(Extent.IsFull), SkipType = typeof(Extent), Skip = Extent.Reason)]
    public void It_goes_on_with_the_same_bits_on_a_GPU_s_kernels()
    {
        var course = new Course("") { Device = GpuDevice.CpuAccelerator(), Epochs = 2, SaveFreq = 2 };
        string whole = Fresh(course, "whole").Run();
        foreach (int when in (int[])[5, 14])
        {
            Course parts = Fresh(course, $"parts{when}");
            Assert.Throws<Interruption>(() => parts.Run(new Interrupter(when).Callback));
            Assert.Equal(whole, parts.Run());
        }
    }
}
