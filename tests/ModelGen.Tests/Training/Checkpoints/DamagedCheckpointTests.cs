using Xunit;

namespace ModelGen.Tests.Checkpoints;

/// <summary>A damaged state is found out, the one before takes its place, and nothing that is whole gets lost.</summary>
[Collection(nameof(StandardError))]
public sealed class DamagedCheckpointTests : TemporaryFolder
{
    private static string Broken(Course course, int batches = 11)
    {
        int done = 0;
        Assert.Throws<TimeoutException>(() =>
            course.Run(new LambdaCallback { BatchEnd = (_, _) => { if (done++ == batches) { throw new TimeoutException(); } } }));
        return course.Latest;
    }

    private static string StandardErrorOf(Action action)
    {
        TextWriter before = Console.Error;
        using var text = new StringWriter();
        Console.SetError(text);
        try { action(); }
        finally { Console.SetError(before); }
        return text.ToString();
    }

    private Course Whole(out string outcome)
    {
        outcome = (new Course(Directory.CreateDirectory(At("whole")).FullName) { SaveFreq = 4 }).Run();
        return new Course(Directory.CreateDirectory(At("parts")).FullName) { SaveFreq = 4 };
    }

    [Fact]
    public void The_state_before_a_damaged_one_gives_the_same_bits_and_stays_until_there_is_another_whole_one()
    {
        Course course = Whole(out string whole);
        string latest = Broken(course);
        byte[] bytes = File.ReadAllBytes(latest), before = File.ReadAllBytes(course.Previous);
        File.WriteAllBytes(latest, bytes[..^10]);

        // Broken off again while the first new state is written: the whole one before must not have been replaced by the damaged one.
        string said = StandardErrorOf(() =>
            Assert.Throws<TimeoutException>(() =>
                (course with { Writing = stage => { if (stage == "moved") { throw new TimeoutException(); } } }).Run()));
        Assert.Contains($"{latest}: its tensors need", said);
        Assert.Contains($"Training goes on from the state before it, {course.Previous}.", said);
        Assert.Equal(before, File.ReadAllBytes(course.Previous));

        BackupAndRestore backup = null!;
        StandardErrorOf(() => Assert.Equal(whole, course.Run(out backup)));
        Assert.Equal(course.Previous, backup.RestoredFrom);
    }

    [Fact]
    public void A_state_that_is_missing_between_two_renamings_is_no_damage()
    {
        Course course = Whole(out string whole);
        Assert.Throws<TimeoutException>(() =>
            (course with { Writing = stage => { if (stage == "moved" && File.Exists(course.Previous)) { throw new TimeoutException(); } } })
                .Run());
        Assert.False(File.Exists(course.Latest));
        Assert.Equal("", StandardErrorOf(() => Assert.Equal(whole, course.Run())));
    }

    [Fact]
    public void Any_length_and_any_flipped_bit_is_found_out()
    {
        Course course = Whole(out _);
        string latest = Broken(course);
        byte[] bytes = File.ReadAllBytes(latest);
        long header = BitConverter.ToInt64(bytes);

        // Around each part's end: the length, the header's beginning and end, the tensors.
        int[] ends = [0, 8, 8 + SafeTensors.ChecksumPrefix.Length, 8 + SafeTensors.ChecksumPrefix.Length + 32, 8 + (int)header,
            bytes.Length];
        IEnumerable<int> lengths = ends.SelectMany(end => Enumerable.Range(end - 3, 7))
            .Concat(Enumerable.Range(0, 60).Select(i => i * bytes.Length / 60)).Where(length => length >= 0 && length < bytes.Length);
        foreach (int length in lengths.Distinct())
        {
            File.WriteAllBytes(latest, bytes[..length]);
            CheckDamaged(latest);
        }

        File.WriteAllBytes(latest, [.. bytes, 0]);
        CheckDamaged(latest);
        var random = new Random(1);
        IEnumerable<int> places = Enumerable.Range(0, 8 + SafeTensors.ChecksumPrefix.Length + 70)
            .Concat(Enumerable.Range(0, 1000).Select(_ => random.Next(bytes.Length)));
        foreach (int place in places)
        {
            byte[] flipped = [.. bytes];
            flipped[place] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(latest, flipped);
            CheckDamaged(latest);
        }
    }

    private static void CheckDamaged(string file)
    {
        InvalidDataException e = Assert.Throws<InvalidDataException>(() => Checkpoint.Read(file));
        Assert.StartsWith(file, e.Message);
    }

    [Fact]
    public void Two_damaged_states_are_an_error_that_names_both()
    {
        Course course = Whole(out _);
        string latest = Broken(course);
        File.WriteAllBytes(latest, [1, 2, 3]);
        byte[] bytes = File.ReadAllBytes(course.Previous);
        bytes[^1] ^= 1;
        File.WriteAllBytes(course.Previous, bytes);
        InvalidDataException e = Assert.Throws<InvalidDataException>(() => course.Run());
        Assert.Contains($"{latest}: it has 3 bytes; the length of its header alone needs 8.", e.Message);
        Assert.Matches(@"previous\.safetensors: its checksum is [0-9a-f]{32}, but its bytes have [0-9a-f]{32}; the file is damaged\.",
            e.Message);
        Assert.EndsWith($"There is no other state to go on from; delete the folder {course.Backup} to train from the beginning.",
            e.Message);
    }

    [Theory]
    [InlineData("begun")]
    [InlineData("seed")]
    [InlineData("optimizer/slots")]
    [InlineData("written")]
    public void A_full_disk_is_a_clear_error_and_the_state_before_stays(string stage)
    {
        Course course = Whole(out string whole);
        Broken(course);
        byte[] latest = File.ReadAllBytes(course.Latest), previous = File.ReadAllBytes(course.Previous);
        IOException e = Assert.Throws<IOException>(() =>
            (course with { Writing = at => { if (at == stage) { throw new IOException("No space left on device."); } } }).Run());
        Assert.Equal(
            $"The state of training cannot be saved in {course.Backup}: No space left on device. The state that was saved before is whole: "
                + "when there is room and permission, call Fit again to go on from it.", e.Message);
        Assert.Equal(latest, File.ReadAllBytes(course.Latest));
        Assert.Equal(previous, File.ReadAllBytes(course.Previous));
        Assert.Equal(["latest.safetensors", "previous.safetensors"], Directory.GetFiles(course.Backup).Select(Path.GetFileName).Order());
        Assert.Equal(whole, course.Run());
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_known_before_the_first_step()
    {
        var course = new Course(Folder);
        File.WriteAllText(course.Backup, "a file where the folder should be");
        int steps = 0;
        IOException e = Assert.Throws<IOException>(() => course.Run(new LambdaCallback { BatchEnd = (_, _) => steps++ }));
        Assert.StartsWith($"The state of training cannot be saved in {course.Backup}: ", e.Message);
        Assert.Equal(0, steps);
    }
}

/// <summary>Standard error is one for the whole process.</summary>
[CollectionDefinition(nameof(StandardError), DisableParallelization = true)]
public class StandardError;
