using System.Runtime.ExceptionServices;

namespace ModelGen.Data;

/// <summary>
/// Decodes files on several threads. Each picture has its place from the beginning, so the result is the same for any number of threads;
/// of several files that fail the first in order is reported.
/// </summary>
internal sealed class FolderReader(IReadOnlyList<ClassFile> files, ImageForm form, bool skipDamaged)
{
    private readonly Exception?[] _failures = new Exception?[files.Count];

    /// <summary>The files whose pictures there are.</summary>
    public IEnumerable<ClassFile> Kept => files.Where((_, i) => _failures[i] is null);

    /// <summary>The files that were left out, each with the number of its class.</summary>
    public IEnumerable<(SkippedImage File, int Class)> Skipped => files.Zip(_failures).Where(pair => pair.Second is not null)
        .Select(pair => (new SkippedImage(pair.First.Path, pair.Second!.Message), pair.First.Class));

    /// <summary>Reads all pictures.</summary>
    /// <param name="threads">How many threads at most; null: as many as the computer has cores.</param>
    /// <returns>The pictures that could be read, one after the other.</returns>
    /// <exception cref="InvalidDataException">A picture is damaged, and such are not skipped.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public ReadOnlyMemory<byte> Read(int? threads)
    {
        var pictures = new byte[files.Count * form.Size];
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads ?? Environment.ProcessorCount };
        Parallel.For(0, files.Count, options, (i, loop) =>
        {
            try { ImageDecoder.Decode(files[i].Path, form, pictures.AsSpan(i * form.Size, form.Size)); }
            catch (Exception e)
            {
                _failures[i] = e;
                // What comes before is still read: it may fail, too, and would be the first then.
                if (!IsSkipped(e)) { loop.Break(); }
            }
        });
        if (_failures.FirstOrDefault(e => e is not null && !IsSkipped(e)) is { } first) { ExceptionDispatchInfo.Throw(first); }
        return CloseGaps(pictures);
    }

    private bool IsSkipped(Exception e) => skipDamaged && e is InvalidDataException;

    private ReadOnlyMemory<byte> CloseGaps(byte[] pictures)
    {
        int count = 0;
        for (int i = 0; i < _failures.Length; i++)
        {
            if (_failures[i] is not null) { continue; }
            pictures.AsSpan(i * form.Size, form.Size).CopyTo(pictures.AsSpan(count++ * form.Size));
        }

        return pictures.AsMemory(0, count * form.Size);
    }
}
