using System.Runtime.CompilerServices;

namespace ModelGen.Kernels;

/// <summary>
/// Adds weighted rows to a row: target += sum of value[i] x the row at source + place[i]. A row is up to 24 vectors wide and stays in
/// registers while the list runs: every term costs one broadcast and one multiply-add for each vector, straight from the cache.
/// This is the product of a sparse matrix, given as lists, and a dense one: what the maxima of a max pooling need.
/// The width is a constant of the instantiation, as with <see cref="Tile"/>.
/// </summary>
internal static unsafe class RowSum
{
    /// <summary>Adds rows of any number of columns: whole vectors, then column by column, each with the bits of the other.</summary>
    /// <param name="columns">The width.</param>
    /// <param name="target">The row that is added to.</param>
    /// <param name="source">Where places count from.</param>
    /// <param name="list">Where the rows begin, and what each is multiplied by.</param>
    public static void AddColumns(int columns, float* target, float* source, SparseVector list) =>
        Simd.Run(new AddColumnsKernel(columns, target, source, list));

    /// <summary>Adds rows of <paramref name="vectors"/> vectors.</summary>
    /// <param name="vectors">The width: 1 to twice <see cref="ISimd{TSelf}.MaxRows"/>.</param>
    /// <param name="target">The row that is added to.</param>
    /// <param name="source">Where places count from.</param>
    /// <param name="list">Where the rows begin, and what each is multiplied by.</param>
    public static void Add<V>(int vectors, float* target, float* source, SparseVector list) where V : struct, ISimd<V>
    {
        if (list.Count == 0) { return; }
        switch (vectors)
        {
            case 1: Add<V, One>(target, source, list.Places, list.Values, list.Count); break;
            case 2: Add<V, Two>(target, source, list.Places, list.Values, list.Count); break;
            case 3: Add<V, Three>(target, source, list.Places, list.Values, list.Count); break;
            case 4: Add<V, Four>(target, source, list.Places, list.Values, list.Count); break;
            case 5: Add<V, Five>(target, source, list.Places, list.Values, list.Count); break;
            case 6: Add<V, Six>(target, source, list.Places, list.Values, list.Count); break;
            case 7: Add<V, Seven>(target, source, list.Places, list.Values, list.Count); break;
            case 8: Add<V, Eight>(target, source, list.Places, list.Values, list.Count); break;
            case 9: Add<V, Nine>(target, source, list.Places, list.Values, list.Count); break;
            case 10: Add<V, Ten>(target, source, list.Places, list.Values, list.Count); break;
            case 11: Add<V, Eleven>(target, source, list.Places, list.Values, list.Count); break;
            case 12: Add<V, Twelve>(target, source, list.Places, list.Values, list.Count); break;
            case 13: Add<V, Thirteen>(target, source, list.Places, list.Values, list.Count); break;
            case 14: Add<V, Fourteen>(target, source, list.Places, list.Values, list.Count); break;
            case 15: Add<V, Fifteen>(target, source, list.Places, list.Values, list.Count); break;
            case 16: Add<V, Sixteen>(target, source, list.Places, list.Values, list.Count); break;
            case 17: Add<V, Seventeen>(target, source, list.Places, list.Values, list.Count); break;
            case 18: Add<V, Eighteen>(target, source, list.Places, list.Values, list.Count); break;
            case 19: Add<V, Nineteen>(target, source, list.Places, list.Values, list.Count); break;
            case 20: Add<V, Twenty>(target, source, list.Places, list.Values, list.Count); break;
            case 21: Add<V, TwentyOne>(target, source, list.Places, list.Values, list.Count); break;
            case 22: Add<V, TwentyTwo>(target, source, list.Places, list.Values, list.Count); break;
            case 23: Add<V, TwentyThree>(target, source, list.Places, list.Values, list.Count); break;
            default: Add<V, TwentyFour>(target, source, list.Places, list.Values, list.Count); break;
        }
    }

    /// <summary>Adds rows of eight vectors of the widest kind that the CPU has.</summary>
    /// <inheritdoc cref="AddEight{V}(float*, float*, long, SparseVector)"/>
    public static void AddEight(float* target, float* source, long panelStride, SparseVector list) =>
        Simd.Run(new AddEightKernel(target, source, panelStride, list));

    /// <summary>
    /// The same for eight vectors that lie in panels of 32 columns, all with the same places: as many sums as multiply-adds are under way
    /// at the same time.
    /// </summary>
    /// <param name="target">The row that is added to; its vectors lie side by side.</param>
    /// <param name="source">The first panel.</param>
    /// <param name="panelStride">Floats from one panel to the next.</param>
    /// <param name="list">Where the rows begin in a panel, and what each is multiplied by.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddEight<V>(float* target, float* source, long panelStride, SparseVector list) where V : struct, ISimd<V>
    {
        long toSecond = ToVector<V>(2, panelStride), toThird = ToVector<V>(4, panelStride), toFourth = ToVector<V>(6, panelStride);
        V s0 = V.Load(target), s1 = V.Load(target + V.Width), s2 = V.Load(target + (2 * V.Width)), s3 = V.Load(target + (3 * V.Width));
        V s4 = V.Load(target + (4 * V.Width)), s5 = V.Load(target + (5 * V.Width)), s6 = V.Load(target + (6 * V.Width)),
            s7 = V.Load(target + (7 * V.Width));
        int* places = list.Places;
        float* values = list.Values;
        for (int i = 0; i < list.Count; i++)
        {
            float* first = source + places[i], second = first + toSecond, third = first + toThird, fourth = first + toFourth;
            V value = V.LoadScalar(values + i);
            s0.AddScaled(value, V.Load(first));
            s1.AddScaled(value, V.Load(first + V.Width));
            s2.AddScaled(value, V.Load(second));
            s3.AddScaled(value, V.Load(second + V.Width));
            s4.AddScaled(value, V.Load(third));
            s5.AddScaled(value, V.Load(third + V.Width));
            s6.AddScaled(value, V.Load(fourth));
            s7.AddScaled(value, V.Load(fourth + V.Width));
        }

        s0.Store(target);
        s1.Store(target + V.Width);
        s2.Store(target + (2 * V.Width));
        s3.Store(target + (3 * V.Width));
        s4.Store(target + (4 * V.Width));
        s5.Store(target + (5 * V.Width));
        s6.Store(target + (6 * V.Width));
        s7.Store(target + (7 * V.Width));
    }

    // Floats from the first vector to another.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long ToVector<V>(int vector, long panelStride) where V : struct, ISimd<V> =>
        (vector * V.Width / MatrixPanels.Width * panelStride) + (vector * V.Width % MatrixPanels.Width);

    private readonly struct AddColumnsKernel(int columns, float* target, float* source, SparseVector list) : ISimdKernel
    {
        public void Run<V>() where V : struct, ISimd<V>
        {
            int whole = columns / V.Width;
            if (whole > 0) { Add<V>(whole, target, source, list); }
            for (int column = whole * V.Width; column < columns; column++)
            {
                float sum = target[column];
                for (int i = 0; i < list.Count; i++) { sum = V.MultiplyAdd(list.Values[i], source[list.Places[i] + column], sum); }
                target[column] = sum;
            }
        }
    }

    private readonly struct AddEightKernel(float* target, float* source, long panelStride, SparseVector list) : ISimdKernel
    {
        public void Run<V>() where V : struct, ISimd<V> => AddEight<V>(target, source, panelStride, list);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add<V, N>(float* target, float* source, int* places, float* values, int count) where V : struct, ISimd<V>
        where N : struct, ITileCount
    {
        V s0 = V.Load(target);
        V s1 = N.Count > 1 ? V.Load(target + (1 * V.Width)) : default;
        V s2 = N.Count > 2 ? V.Load(target + (2 * V.Width)) : default;
        V s3 = N.Count > 3 ? V.Load(target + (3 * V.Width)) : default;
        V s4 = N.Count > 4 ? V.Load(target + (4 * V.Width)) : default;
        V s5 = N.Count > 5 ? V.Load(target + (5 * V.Width)) : default;
        V s6 = N.Count > 6 ? V.Load(target + (6 * V.Width)) : default;
        V s7 = N.Count > 7 ? V.Load(target + (7 * V.Width)) : default;
        V s8 = N.Count > 8 ? V.Load(target + (8 * V.Width)) : default;
        V s9 = N.Count > 9 ? V.Load(target + (9 * V.Width)) : default;
        V s10 = N.Count > 10 ? V.Load(target + (10 * V.Width)) : default;
        V s11 = N.Count > 11 ? V.Load(target + (11 * V.Width)) : default;
        V s12 = N.Count > 12 ? V.Load(target + (12 * V.Width)) : default;
        V s13 = N.Count > 13 ? V.Load(target + (13 * V.Width)) : default;
        V s14 = N.Count > 14 ? V.Load(target + (14 * V.Width)) : default;
        V s15 = N.Count > 15 ? V.Load(target + (15 * V.Width)) : default;
        V s16 = N.Count > 16 ? V.Load(target + (16 * V.Width)) : default;
        V s17 = N.Count > 17 ? V.Load(target + (17 * V.Width)) : default;
        V s18 = N.Count > 18 ? V.Load(target + (18 * V.Width)) : default;
        V s19 = N.Count > 19 ? V.Load(target + (19 * V.Width)) : default;
        V s20 = N.Count > 20 ? V.Load(target + (20 * V.Width)) : default;
        V s21 = N.Count > 21 ? V.Load(target + (21 * V.Width)) : default;
        V s22 = N.Count > 22 ? V.Load(target + (22 * V.Width)) : default;
        V s23 = N.Count > 23 ? V.Load(target + (23 * V.Width)) : default;
        for (int i = 0; i < count; i++)
        {
            float* p = source + places[i];
            V value = V.LoadScalar(values + i);
            s0.AddScaled(value, V.Load(p));
            if (N.Count > 1) { s1.AddScaled(value, V.Load(p + (1 * V.Width))); }
            if (N.Count > 2) { s2.AddScaled(value, V.Load(p + (2 * V.Width))); }
            if (N.Count > 3) { s3.AddScaled(value, V.Load(p + (3 * V.Width))); }
            if (N.Count > 4) { s4.AddScaled(value, V.Load(p + (4 * V.Width))); }
            if (N.Count > 5) { s5.AddScaled(value, V.Load(p + (5 * V.Width))); }
            if (N.Count > 6) { s6.AddScaled(value, V.Load(p + (6 * V.Width))); }
            if (N.Count > 7) { s7.AddScaled(value, V.Load(p + (7 * V.Width))); }
            if (N.Count > 8) { s8.AddScaled(value, V.Load(p + (8 * V.Width))); }
            if (N.Count > 9) { s9.AddScaled(value, V.Load(p + (9 * V.Width))); }
            if (N.Count > 10) { s10.AddScaled(value, V.Load(p + (10 * V.Width))); }
            if (N.Count > 11) { s11.AddScaled(value, V.Load(p + (11 * V.Width))); }
            if (N.Count > 12) { s12.AddScaled(value, V.Load(p + (12 * V.Width))); }
            if (N.Count > 13) { s13.AddScaled(value, V.Load(p + (13 * V.Width))); }
            if (N.Count > 14) { s14.AddScaled(value, V.Load(p + (14 * V.Width))); }
            if (N.Count > 15) { s15.AddScaled(value, V.Load(p + (15 * V.Width))); }
            if (N.Count > 16) { s16.AddScaled(value, V.Load(p + (16 * V.Width))); }
            if (N.Count > 17) { s17.AddScaled(value, V.Load(p + (17 * V.Width))); }
            if (N.Count > 18) { s18.AddScaled(value, V.Load(p + (18 * V.Width))); }
            if (N.Count > 19) { s19.AddScaled(value, V.Load(p + (19 * V.Width))); }
            if (N.Count > 20) { s20.AddScaled(value, V.Load(p + (20 * V.Width))); }
            if (N.Count > 21) { s21.AddScaled(value, V.Load(p + (21 * V.Width))); }
            if (N.Count > 22) { s22.AddScaled(value, V.Load(p + (22 * V.Width))); }
            if (N.Count > 23) { s23.AddScaled(value, V.Load(p + (23 * V.Width))); }
        }

        s0.Store(target);
        if (N.Count > 1) { s1.Store(target + (1 * V.Width)); }
        if (N.Count > 2) { s2.Store(target + (2 * V.Width)); }
        if (N.Count > 3) { s3.Store(target + (3 * V.Width)); }
        if (N.Count > 4) { s4.Store(target + (4 * V.Width)); }
        if (N.Count > 5) { s5.Store(target + (5 * V.Width)); }
        if (N.Count > 6) { s6.Store(target + (6 * V.Width)); }
        if (N.Count > 7) { s7.Store(target + (7 * V.Width)); }
        if (N.Count > 8) { s8.Store(target + (8 * V.Width)); }
        if (N.Count > 9) { s9.Store(target + (9 * V.Width)); }
        if (N.Count > 10) { s10.Store(target + (10 * V.Width)); }
        if (N.Count > 11) { s11.Store(target + (11 * V.Width)); }
        if (N.Count > 12) { s12.Store(target + (12 * V.Width)); }
        if (N.Count > 13) { s13.Store(target + (13 * V.Width)); }
        if (N.Count > 14) { s14.Store(target + (14 * V.Width)); }
        if (N.Count > 15) { s15.Store(target + (15 * V.Width)); }
        if (N.Count > 16) { s16.Store(target + (16 * V.Width)); }
        if (N.Count > 17) { s17.Store(target + (17 * V.Width)); }
        if (N.Count > 18) { s18.Store(target + (18 * V.Width)); }
        if (N.Count > 19) { s19.Store(target + (19 * V.Width)); }
        if (N.Count > 20) { s20.Store(target + (20 * V.Width)); }
        if (N.Count > 21) { s21.Store(target + (21 * V.Width)); }
        if (N.Count > 22) { s22.Store(target + (22 * V.Width)); }
        if (N.Count > 23) { s23.Store(target + (23 * V.Width)); }
    }
}
