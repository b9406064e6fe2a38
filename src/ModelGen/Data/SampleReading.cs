using System.Buffers;

namespace ModelGen.Data;

/// <summary>One sample while it is read: where it lies as floats, else in memory of the pool, which gets it back.</summary>
internal readonly ref struct SampleReading : IDisposable
{
    private readonly float[]? _rented;

    public SampleReading(SampleSource source, int index)
    {
        Values = source.Floats(index, 1);
        if (!Values.IsEmpty) { return; }
        _rented = ArrayPool<float>.Shared.Rent(source.Size);
        source.Copy(index, _rented.AsSpan(0, source.Size));
        Values = _rented.AsSpan(0, source.Size);
    }

    public ReadOnlySpan<float> Values { get; }

    public void Dispose()
    {
        if (_rented is not null) { ArrayPool<float>.Shared.Return(_rented); }
    }
}
