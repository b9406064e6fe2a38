namespace ModelGen.Kernels;

/// <summary>
/// Values for each of a model's inputs, or for each of its outputs, in their order: what the generated members hand to the runtime.
/// </summary>
/// <param name="first">The first one's.</param>
/// <param name="second">The second one's.</param>
/// <param name="third">The third one's.</param>
/// <param name="fourth">The fourth one's.</param>
/// <param name="fifth">The fifth one's.</param>
/// <param name="sixth">The sixth one's.</param>
/// <param name="seventh">The seventh one's.</param>
/// <param name="eighth">The eighth one's.</param>
/// <param name="others">Those of all others, which a ref struct cannot hold: copies.</param>
public readonly ref struct FloatSpans(
    ReadOnlySpan<float> first, ReadOnlySpan<float> second = default, ReadOnlySpan<float> third = default,
    ReadOnlySpan<float> fourth = default, ReadOnlySpan<float> fifth = default, ReadOnlySpan<float> sixth = default,
    ReadOnlySpan<float> seventh = default, ReadOnlySpan<float> eighth = default, float[][]? others = null)
{
    /// <summary>How many it holds as they are.</summary>
    public const int Most = 8;

    private readonly ReadOnlySpan<float> _first = first, _second = second, _third = third, _fourth = fourth, _fifth = fifth,
        _sixth = sixth, _seventh = seventh, _eighth = eighth;

    private readonly float[][]? _others = others;

    /// <summary>A copy of all of them.</summary>
    internal FloatSpans Copy() => new(
        _first.ToArray(), _second.ToArray(), _third.ToArray(), _fourth.ToArray(), _fifth.ToArray(), _sixth.ToArray(), _seventh.ToArray(),
        _eighth.ToArray(), _others);

    /// <summary>Some samples of each.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="count">How many.</param>
    /// <param name="sizes">How many values a sample has of each.</param>
    internal FloatSpans Slice(int first, int count, int[] sizes) => new(
        Part(_first, 0, first, count, sizes), Part(_second, 1, first, count, sizes), Part(_third, 2, first, count, sizes),
        Part(_fourth, 3, first, count, sizes), Part(_fifth, 4, first, count, sizes), Part(_sixth, 5, first, count, sizes),
        Part(_seventh, 6, first, count, sizes), Part(_eighth, 7, first, count, sizes),
        _others is null ? null : [.. _others.Select((other, i) => Part(other, Most + i, first, count, sizes).ToArray())]);

    private static ReadOnlySpan<float> Part(ReadOnlySpan<float> values, int index, int first, int count, int[] sizes) =>
        index < sizes.Length ? values.Slice(first * sizes[index], count * sizes[index]) : default;

    /// <summary>Those of one; empty where nothing was given.</summary>
    public ReadOnlySpan<float> this[int index] => index switch
    {
        0 => _first,
        1 => _second,
        2 => _third,
        3 => _fourth,
        4 => _fifth,
        5 => _sixth,
        6 => _seventh,
        7 => _eighth,
        _ => _others is { } others && index - Most < others.Length ? others[index - Most] : [],
    };
}
