using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.Kernels;

/// <summary>
/// Asks for a stretch of memory, a few cache lines at a time, while a product keeps the CPU busy. The CPU guesses by itself what is read next, but no further ahead than a page, and the
/// first touch of a panel would wait for L3 or another core's cache while nothing else happens.
/// </summary>
internal unsafe struct Prefetch
{
    private const int Line = 16;

    // As many as a core waits for at the same time: more would stand in the way of the product.
    private const int LinesAtOnce = 12;

    private readonly float* _end;
    private float* _next;

    /// <summary>Of a stretch.</summary>
    /// <param name="first">Its first value; it may lie outside of all memory.</param>
    /// <param name="count">How many values it has.</param>
    public Prefetch(float* first, int count)
    {
        _next = first;
        _end = Sse.IsSupported ? first + count : first;
    }

    /// <summary>Asks for the next few lines.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Continue()
    {
        for (int i = 0; i < LinesAtOnce && _next < _end; i++)
        {
            Sse.Prefetch1(_next);
            _next += Line;
        }
    }
}
