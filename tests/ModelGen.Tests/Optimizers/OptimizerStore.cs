using System.Collections.Concurrent;
using ModelGen.Kernels;

namespace ModelGen.Tests;

/// <summary>Parameters without a model: some shapes, with gaps behind most of them, and gradients that tests write.</summary>
internal sealed class OptimizerStore : ParameterStore
{
    private static readonly ConcurrentDictionary<(string Shapes, int Step), double[][]> s_gradients = new();

    private readonly float[] _padded;
    private readonly string _shapes;

    public OptimizerStore(Device device, params int[][] shapes) : base(device, Layout(shapes)[^1], seed: 1)
    {
        Shapes = shapes;
        long[] offsets = Layout(shapes);
        Contents = [
            .. shapes.Select((shape, i) =>
                new StoredParameter($"layer_{i}/{(shape.Length == 1 ? "bias" : "kernel")}", new Weight(offsets[i], Size(shape)), shape))];
        _padded = new float[ParameterArena.Length];
        _shapes = string.Join(" ", shapes.Select(shape => string.Join(" x ", shape)));
    }

    /// <summary>A convolution's kernel, its bias, a dense layer's kernel of several pieces on a GPU, its bias.</summary>
    public static int[][] SomeShapes => [[3, 3, 2, 5], [5], [33, 34], [34]];

    /// <summary>Many pieces on a CPU, and work for several threads.</summary>
    public static int[][] LargeShapes => [[5, 5, 3, 20], [20], [500, 301], [301], [40_000]];

    public int[][] Shapes { get; }

    internal override IReadOnlyList<StoredParameter> Contents { get; }

    /// <summary>The same numbers each time, of size 1.</summary>
    public double[][] Start() => Numbers(step: 0, scale: 1);

    /// <summary>
    /// The same gradients each time: noise around a trend, of size 0.3. They are multiples of 2^-12, so that sums of a few are exact: rules
    /// that divide a gradient by its own size would make much of the rounding of a sum that is nearly 0.
    /// </summary>
    public double[][] Gradients(int step) => [.. Kept(step).Select(values => (double[])values.Clone())];

    private double[][] Kept(int step) => s_gradients.GetOrAdd((_shapes, step), _ =>
        [.. Numbers(step, .3)
            .Select((values, p) => values.Select((v, i) => Math.Round(4096 * (v + (.1 * Math.Sin(i + p)))) / 4096).ToArray())]);

    public void Write(Arena arena, double[][] values)
    {
        foreach ((StoredParameter parameter, double[] value) in Contents.Zip(values))
        {
            Write(arena, parameter.Weight.Offset, parameter.Shape, [.. value.Select(v => (float)v)]);
        }
    }

    /// <summary>All of an arena that lies as the parameters do, in Keras's order, gaps included.</summary>
    public float[] Read(Arena arena) => ReadAll(arena);

    public float[][] Parts(float[] values) =>
        [.. Contents.Select(parameter => values.AsSpan((int)parameter.Weight.Offset, parameter.Weight.Size).ToArray())];

    /// <summary>What lies between the parameters.</summary>
    public IEnumerable<float> Gaps()
    {
        float[] values = Read(ParameterArena);
        var inside = new bool[values.Length];
        foreach (StoredParameter parameter in Contents) { Array.Fill(inside, true, (int)parameter.Weight.Offset, parameter.Weight.Size); }
        return values.Where((_, i) => !inside[i]);
    }

    /// <summary>One step with the gradients of its number.</summary>
    /// <param name="optimizer">What makes it.</param>
    /// <param name="step">Its number.</param>
    /// <param name="other">The place of a gradient that is another; -1 for none.</param>
    /// <param name="gradient">That gradient.</param>
    public void Step(Optimizer optimizer, int step, int other = -1, float gradient = 0)
    {
        Array.Clear(_padded);
        foreach ((StoredParameter parameter, double[] value) in Contents.Zip(Kept(step)))
        {
            for (int i = 0; i < value.Length; i++) { _padded[parameter.Weight.Offset + i] = (float)value[i]; }
        }

        if (other >= 0) { _padded[other] = gradient; }

        WriteAll(GradientArena, _padded);
        HasGradients = true;
        optimizer.Step(this);
    }

    private double[][] Numbers(int step, double scale) =>
        [.. Shapes.Select((shape, p) =>
            Enumerable.Range(0, Size(shape)).Select(i => (double)(float)(scale * ((2 * Fraction(step, p, i)) - 1))).ToArray())];

    // The counter is mixed as SplitMix64 does; System.Random gives sequences that go side by side for seeds that do.
    private static double Fraction(int step, int parameter, int place)
    {
        ulong x = (((ulong)step * 1_000) + (ulong)parameter + 1) * 10_000_000 + (ulong)place;
        x *= 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return ((x ^ (x >> 31)) >> 11) / (double)(1UL << 53);
    }

    private static int Size(int[] shape) => shape.Aggregate(1, (a, b) => a * b);

    private static long[] Layout(int[][] shapes)
    {
        long offset = 0;
        return [0, .. shapes.Select(shape => offset += (Size(shape) + 15) / 16 * 16)];
    }
}
