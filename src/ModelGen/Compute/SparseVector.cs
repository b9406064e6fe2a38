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
        int count = 0;
        Simd.Run(new ChannelsKernel(codes, gradients, channels, code, place, stride, places, values, &count));
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
        int count = 0;
        Simd.Run(new NonZeroKernel(x, length, stride, places, values, &count));
        return new SparseVector(places, values, count);
    }

    // The places of a vector's first numbers: first, first + stride and so on.
    private static V PlacesFrom<V>(int first, int stride) where V : struct, ISimd<V>
    {
        int* places = stackalloc int[V.Width];
        for (int i = 0; i < V.Width; i++) { places[i] = first + (i * stride); }
        return V.Load((float*)places);
    }

    private readonly struct ChannelsKernel(byte* codes, float* gradients, int channels, int code, int place, int stride, int* places,
        float* values, int* counted) : ISimdKernel
    {
        public void Run<V>() where V : struct, ISimd<V>
        {
            int count = 0, channel = 0;
            V next = PlacesFrom<V>(place, stride), step = V.OfBits(V.Width * stride), wanted = V.OfBits(code);
            for (; channel <= channels - V.Width; channel += V.Width)
            {
                V gradient = V.WhereSame(V.LoadBytes(codes + channel), wanted, V.Load(gradients + channel));
                count += V.StoreNonZero(gradient, next, values + count, places + count);
                next = V.AddBits(next, step);
            }

            for (; channel < channels; channel++)
            {
                places[count] = place + (channel * stride);
                values[count] = gradients[channel];
                count += (codes[channel] == code ? 1 : 0) & (gradients[channel] != 0f ? 1 : 0);
            }

            *counted = count;
        }
    }

    private readonly struct NonZeroKernel(float* x, int length, int stride, int* places, float* values, int* counted) : ISimdKernel
    {
        public void Run<V>() where V : struct, ISimd<V>
        {
            int count = 0, i = 0;
            V next = PlacesFrom<V>(0, stride), step = V.OfBits(V.Width * stride);
            for (; i <= length - V.Width; i += V.Width)
            {
                count += V.StoreNonZero(V.Load(x + i), next, values + count, places + count);
                next = V.AddBits(next, step);
            }

            for (; i < length; i++)
            {
                places[count] = i * stride;
                values[count] = x[i];
                count += x[i] != 0f ? 1 : 0;
            }

            *counted = count;
        }
    }
}
