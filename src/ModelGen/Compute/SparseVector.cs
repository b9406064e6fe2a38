using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.Kernels;

/// <summary>
/// Places with a value for each, such as the gradients at the maxima of a max pooling, or the inputs that are not 0. Values that are 0 have
/// no place in it.
/// </summary>
internal readonly unsafe struct SparseVector(int* places, float* values, int count)
{
    /// <summary>How many places a builder may write beyond the end of a list.</summary>
    public const int Slack = 16;

    public int* Places { get; } = places;

    public float* Values { get; } = values;

    public int Count { get; } = count;

    /// <summary>
    /// Lists those of a few channels whose maximum is <paramref name="code"/>: channel i with the place <paramref name="place"/> + i x
    /// <paramref name="stride"/>.
    /// </summary>
    /// <param name="codes">The maximum of each channel.</param>
    /// <param name="gradients">The value of each channel.</param>
    /// <param name="channels">How many channels.</param>
    /// <param name="code">Whose list it is.</param>
    /// <param name="place">The first channel's place.</param>
    /// <param name="stride">From one channel's place to the next.</param>
    /// <param name="places">Gets the places.</param>
    /// <param name="values">Gets the values.</param>
    public static SparseVector Of(byte* codes, float* gradients, int channels, int code, int place, int stride, int* places, float* values)
    {
        int count = 0, channel = 0;
        if (Avx512F.IsSupported)
        {
            Vector512<int> next = Vector512.Create(place) + (Vector512<int>.Indices * stride);
            for (; channel <= channels - Vector512<int>.Count; channel += Vector512<int>.Count)
            {
                Vector512<float> gradient = Vector512.Load(gradients + channel);
                Vector512<int> listed = Vector512.Equals(Avx512F.ConvertToVector512Int32(Vector128.Load(codes + channel)),
                    Vector512.Create(code)) & ~Vector512.Equals(gradient, Vector512<float>.Zero).AsInt32();
                count += Append(listed, next, gradient, places + count, values + count);
                next += Vector512.Create(Vector512<int>.Count * stride);
            }
        }

        for (; channel < channels; channel++)
        {
            places[count] = place + (channel * stride);
            values[count] = gradients[channel];
            count += (codes[channel] == code ? 1 : 0) & (gradients[channel] != 0f ? 1 : 0);
        }

        return new SparseVector(places, values, count);
    }

    /// <summary>Lists the values of a vector that are not 0: value i with the place i x <paramref name="stride"/>.</summary>
    /// <param name="x">The vector.</param>
    /// <param name="length">Its length.</param>
    /// <param name="stride">From one value's place to the next.</param>
    /// <param name="places">Gets the places.</param>
    /// <param name="values">Gets the values.</param>
    public static SparseVector OfNonZero(float* x, int length, int stride, int* places, float* values)
    {
        int count = 0, i = 0;
        if (Avx512F.IsSupported)
        {
            Vector512<int> next = Vector512<int>.Indices * stride;
            for (; i <= length - Vector512<float>.Count; i += Vector512<float>.Count)
            {
                Vector512<float> value = Vector512.Load(x + i);
                count += Append(~Vector512.Equals(value, Vector512<float>.Zero).AsInt32(), next, value, places + count, values + count);
                next += Vector512.Create(Vector512<int>.Count * stride);
            }
        }

        for (; i < length; i++)
        {
            places[count] = i * stride;
            values[count] = x[i];
            count += x[i] != 0f ? 1 : 0;
        }

        return new SparseVector(places, values, count);
    }

    // Writes what is listed of 16 places and their values side by side; how many those are.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Append(Vector512<int> listed, Vector512<int> from, Vector512<float> value, int* places, float* values)
    {
        Avx512F.Compress(Vector512<int>.Zero, listed, from).Store(places);
        Avx512F.Compress(Vector512<float>.Zero, listed.AsSingle(), value).Store(values);
        return BitOperations.PopCount(listed.ExtractMostSignificantBits());
    }
}
