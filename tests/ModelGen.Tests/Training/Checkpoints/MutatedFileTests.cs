using ModelGen.Data;
using ModelGen.Tests.Data;
using Xunit;

namespace ModelGen.Tests.Checkpoints;

/// <summary>
/// Files that are damaged at random or crafted (whole, with a checksum that is right, and wrong values): each is read as it stands or
/// refused with the documented exception, which names it; then the model, the optimizer and the files of others are as they were, bit for
/// bit. Nothing takes memory that the file does not have.
/// </summary>
public sealed class MutatedFileTests : TemporaryFolder
{
    private const long Spare = 32L << 20;

    private static int Times(int brief) => brief * Extent.Pick(brief: 1, full: 100);

    [Fact]
    public void States_of_a_training()
    {
        Course course = Begun();
        byte[] whole = File.ReadAllBytes(course.Latest);
        Dictionary<string, byte[]> others = Files().Where(file => !file.StartsWith("backup", StringComparison.Ordinal))
            .ToDictionary(file => file, file => File.ReadAllBytes(At(file)));
        File.Delete(course.Previous);
        var random = new Random(1);
        int refused = 0;
        for (int i = 0; i < Times(200); i++)
        {
            File.WriteAllBytes(course.Latest, whole);
            string change = i % 4 == 0 ? DamageBytes(course.Latest, random) : Craft(course.Latest, random);
            using var model = new HandWrittenMlp(Device.Cpu, seed: 5);
            if (Refuses(course.Latest, change, model, () => course.Run(model, out _)))
            {
                refused++;
                Assert.All(others,
                    file =>
                        Assert.True(file.Value.AsSpan().SequenceEqual(File.ReadAllBytes(At(file.Key))),
                            $"{change}: {file.Key} has changed."));
            }

            foreach (string file in Files().Where(file => !others.ContainsKey(file))) { File.Delete(At(file)); }
            foreach ((string file, byte[] bytes) in others) { File.WriteAllBytes(At(file), bytes); }
        }

        Assert.True(refused > Times(100), $"Only {refused} were refused.");
    }

    [Fact]
    public void Checkpoints()
    {
        string file = At("checkpoint.safetensors");
        using HandWrittenMlp model = Compiled();
        model.Fit(Digits.Clusters(30), verbose: 0);
        model.SaveCheckpoint(file);
        byte[] whole = File.ReadAllBytes(file);
        var random = new Random(2);
        for (int i = 0; i < Times(100); i++)
        {
            File.WriteAllBytes(file, whole);
            string change = i % 4 == 0 ? DamageBytes(file, random) : Craft(file, random);
            using HandWrittenMlp other = Compiled();
            if (!Refuses(file, change, other, () => other.LoadCheckpoint(file))) { Train(other); }
        }
    }

    [Fact]
    public void Weights()
    {
        string file = At("weights.safetensors");
        using HandWrittenMlp model = Compiled();
        model.SaveWeights(file);
        byte[] whole = File.ReadAllBytes(file);
        var random = new Random(3);
        for (int i = 0; i < Times(100); i++)
        {
            File.WriteAllBytes(file, whole);
            string change = i % 2 == 0 ? DamageBytes(file, random) : Craft(file, random);
            Refuses(file, change, model, () => model.LoadWeights(file));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Images_and_labels(bool zipped)
    {
        IdxFiles.WriteAll(Folder, zipped);
        string[] names = Files();
        Dictionary<string, byte[]> whole = names.ToDictionary(name => name, name => File.ReadAllBytes(At(name)));
        (Dataset expected, _) = ModelGen.Data.Mnist.Load(Folder);
        var random = new Random(4);
        for (int i = 0; i < Times(50); i++)
        {
            string name = names[random.Next(names.Length)];
            File.WriteAllBytes(At(name), Mutations.OfBytes(whole[name], random));
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                (Dataset train, _) = ModelGen.Data.Mnist.Load(Folder);

                // A gzip file's checksum lets nothing through but what belongs to no data.
                if (zipped) { Assert.Equal(expected.InputColumns[0].Values.Span, train.InputColumns[0].Values.Span); }
            }
            catch (InvalidDataException e) { Assert.StartsWith(Folder, e.Message); }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Spare);
            File.WriteAllBytes(At(name), whole[name]);
        }
    }

    private static HandWrittenMlp Compiled()
    {
        var model = new HandWrittenMlp(Device.Cpu, seed: 5);
        model.Compile(new Adam(0.01), Loss.CategoricalCrossentropy, Metric.Accuracy);
        return model;
    }

    private Course Begun()
    {
        var course = new Course(Folder) { SaveFreq = "epoch" };
        int done = 0;
        Assert.Throws<TimeoutException>(() =>
            course.Run(new LambdaCallback { BatchEnd = (_, _) => { if (done++ == 12) { throw new TimeoutException(); } } }));
        return course;
    }

    private static string DamageBytes(string file, Random random)
    {
        File.WriteAllBytes(file, Mutations.OfBytes(File.ReadAllBytes(file), random));
        return "bytes";
    }

    private static string Craft(string file, Random random)
    {
        var crafted = new CraftedFile(file);
        string change = crafted.Change(random);
        crafted.Write(file);
        return change;
    }

    private static void Train(Model model)
    {
        // Numbers that are allowed and absurd may end a training, in the documented way.
        try { model.Fit(Digits.Clusters(30), verbose: 0); }
        catch (Exception e) when (e is NonFiniteLossException or NonFiniteUpdateException) { }
    }

    // All that a file may change.
    private static string State(Model model) =>
        $"{string.Join(' ', model.GetWeights().SelectMany(values => values).Select(BitConverter.SingleToUInt32Bits))} {model.Seed} "
            + $"{model.Iteration} {model.EpochsTrained} {model.HasGradients}";

    /// <summary>Whether a file is refused; and if it is, then as documented, and nothing has changed.</summary>
    private static bool Refuses(string file, string change, Model model, Action load)
    {
        string before = State(model);
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        bool refused = false;
        try { load(); }
        catch (Exception e) when (e is NonFiniteLossException or NonFiniteUpdateException) { }
        catch (InvalidDataException e)
        {
            refused = true;
            Assert.Contains(file, e.Message);
            Assert.True(e.Message.Length < 4000 && !e.Message.Contains('\n'), $"{change}: {e.Message}");
            Assert.True(before == State(model), $"{change}: the model has changed.");
        }
        catch (Exception e) { Assert.Fail($"{change}: {e}"); }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, Spare);
        return refused;
    }
}
