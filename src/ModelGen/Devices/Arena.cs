using ModelGen.Kernels;

namespace ModelGen;

/// <summary>One allocation on a device, which the plan divides.</summary>
internal abstract class Arena(long length) : IDisposable
{
    /// <summary>How many floats it holds.</summary>
    public long Length { get; } = length;

    /// <summary>A part of it.</summary>
    public abstract Block Slice(long offset, long length);

    /// <summary>Copies values in; the source may change as soon as the call returns.</summary>
    public abstract void Upload(ReadOnlySpan<float> source, long offset = 0);

    /// <summary>Waits for what was begun, then copies values out.</summary>
    public abstract void Download(Span<float> destination, long offset = 0);

    /// <summary>Sets everything to 0.</summary>
    public abstract void Clear();

    public abstract void Dispose();

    protected void CheckRange(long offset, long length)
    {
        if (offset < 0 || length < 0 || offset > Length - length)
        {
            throw new ArgumentOutOfRangeException(nameof(offset),
                $"Values {offset:N0} to {offset + length:N0} lie outside an arena of {Length:N0}.");
        }
    }

    /// <summary>The product of two sizes, with an error that says what was asked for where it is more than one buffer can hold.</summary>
    public static long CheckedSize(long values, long times, string what)
    {
        return values == 0 || times <= MaxLength / values
            ? values * times
            : throw new InvalidOperationException(
                $"{what} would need {(Int128)values * times:N0} values; one buffer holds at most {MaxLength:N0}. Use a smaller batch.");
    }

    /// <summary>The most floats one arena may have: what one .NET array can hold.</summary>
    public static long MaxLength => Array.MaxLength - Alignment;

    /// <summary>Floats in a 64-byte line: the plan's offsets are multiples of it.</summary>
    public const int Alignment = 16;
}
