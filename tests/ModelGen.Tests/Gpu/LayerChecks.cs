using System.Globalization;
using System.Reflection;
using ModelGen.Kernels;
using ModelGen.Oracle;
using Xunit;
using AveragePool = ModelGen.Kernels.AveragePool;
using Dense = ModelGen.Kernels.Dense;
using Dropout = ModelGen.Kernels.Dropout;
using GlobalAveragePool = ModelGen.Kernels.GlobalAveragePool;
using MaxPool = ModelGen.Kernels.MaxPool;
using Regularizer = ModelGen.Kernels.Regularizer;
using Reference = ModelGen.Oracle;

namespace ModelGen.Tests.Gpu;

/// <summary>
/// Every layer's kernels on one device against the Oracle. Run on ILGPU's CPU accelerator always, on a driver's device where there is one.
/// </summary>
internal static partial class LayerChecks
{
    private const int Batch = 3;

    public static void FullyConnected<S>(Device device, int batch, bool useBias = true, double tolerance = Numbers.Tolerance)
        where S : struct, IDense
    {
        int[] shape = S.Rows == 1 ? [S.Inputs] : [S.Rows, S.Inputs];
        var oracle = new OracleNetwork(shape, new Reference.Dense(S.Units) { UseBias = useBias });
        (double[] x, double[] dy) = (Numbers.Random(batch * S.Rows * S.Inputs, 1), Numbers.Random(batch * S.Rows * S.Units, 2));
        Fill(oracle);
        Reference.Parameter[] p = [.. oracle.Parameters];
        double[] y = oracle.Forward(x), dx = oracle.Backward(dy);

        using var bench = new Bench(device, batch);
        (Block bx, Block bdy, Block w) = (bench.Put(x), bench.Put(dy), bench.Put(p[0].Values));
        var (by, readY) = bench.Room(y.Length);
        Dense.Forward<S, Linear>(bench.Step, by, bx, w, useBias ? bench.Put(p[1].Values) : default);
        Numbers.AssertClose("y", y, readY(), tolerance);

        var (bdx, readDx) = bench.Room(dx.Length);
        Dense.BackwardInput<S>(bench.Step, bdx, w, bdy);
        Numbers.AssertClose("dx", dx, readDx());

        var (dw, readDw) = bench.Room(p[0].Gradient.Length);
        var (db, readDb) = bench.Room(S.Units);
        Dense.BackwardKernel<S>(bench.Step, dw, bx, bdy, useBias ? db : default);
        Numbers.AssertClose("dw", p[0].Gradient, readDw());
        bench.HasGradients = true;
        Dense.BackwardKernel<S>(bench.Step, dw, bx, bdy, useBias ? db : default);
        Numbers.AssertClose("2 dw", [.. p[0].Gradient.Select(v => 2 * v)], readDw());
        if (useBias) { Numbers.AssertClose("2 db", [.. p[1].Gradient.Select(v => 2 * v)], readDb()); }
    }

    public static void Pooling<S>(Device device, Pool layer) where S : struct, IPool2D
    {
        int[] shape = [S.InputHeight, S.InputWidth, S.Channels];
        var oracle = new OracleNetwork(shape, layer);
        Assert.Equal([S.OutputHeight, S.OutputWidth, S.Channels], oracle.OutputShape);

        // Rounded to tenths, so that windows have equal largest values.
        double[] x = [.. Numbers.Random(Batch * Reference.Shapes.Size(shape), 1).Select(v => (double)(float)Math.Round(v, 1))];
        double[] dy = Numbers.Random(Batch * Reference.Shapes.Size(oracle.OutputShape), 2);
        double[] y = oracle.Forward(x), dx = oracle.Backward(dy);

        using var bench = new Bench(device, Batch);
        (Block bx, Block bdy) = (bench.Put(x), bench.Put(dy));
        var (by, readY) = bench.Room(y.Length);
        var (argmax, _) = bench.Room(y.Length);
        var (bdx, readDx) = bench.Room(dx.Length);
        if (layer is Reference.MaxPool)
        {
            MaxPool.Forward<S>(bench.Step, by, argmax, bx);
            MaxPool.Backward<S>(bench.Step, bdx, argmax, bdy);
        }
        else
        {
            AveragePool.Forward<S>(bench.Step, by, bx);
            AveragePool.Backward<S>(bench.Step, bdx, bdy);
        }

        Numbers.AssertClose("y", y, readY());
        Numbers.AssertClose("dx", dx, readDx());
    }

    public static void Rows<S>(Device device) where S : struct, IRows
    {
        int size = S.Rows * S.Columns;
        (double[] x, double[] dy) = ([.. Numbers.Random(Batch * size, 1).Select(v => 5 * v)], Numbers.Random(Batch * size, 2));
        var softmax = new OracleNetwork([S.Rows, S.Columns], new Reference.Activation(Function.Softmax));
        var pool = new OracleNetwork([S.Rows, S.Columns], new Reference.GlobalAveragePool());
        using var bench = new Bench(device, Batch);
        (Block bx, Block bdy) = (bench.Put(x), bench.Put(dy));
        var (y, readY) = bench.Room(Batch * size);
        var (dx, readDx) = bench.Room(Batch * size);
        Softmax.Forward<S>(bench.Step, y, bx);
        Softmax.Backward<S>(bench.Step, dx, y, bdy);
        Numbers.AssertClose("softmax", softmax.Forward(x), readY());
        Numbers.AssertClose("softmax's dx", softmax.Backward(dy), readDx());

        var logSoftmax = new OracleNetwork([S.Rows, S.Columns], new Reference.Activation(Function.LogSoftmax));
        LogSoftmax.Forward<S>(bench.Step, y, bx);
        LogSoftmax.Backward<S>(bench.Step, dx, y, bdy);
        Numbers.AssertClose("log softmax", logSoftmax.Forward(x), readY());
        Numbers.AssertClose("log softmax's dx", logSoftmax.Backward(dy), readDx());

        var sparsemax = new OracleNetwork([S.Rows, S.Columns], new Reference.Activation(Function.Sparsemax));
        Sparsemax.Forward<S>(bench.Step, y, bx);
        Sparsemax.Backward<S>(bench.Step, dx, y, bdy);
        Numbers.AssertClose("sparsemax", sparsemax.Forward(x), readY());
        Numbers.AssertClose("sparsemax's dx", sparsemax.Backward(dy), readDx());

        var (mean, readMean) = bench.Room(Batch * S.Columns);
        double[] dmean = Numbers.Random(Batch * S.Columns, 3);
        GlobalAveragePool.Forward<S>(bench.Step, mean, bx);
        GlobalAveragePool.Backward<S>(bench.Step, dx, bench.Put(dmean));
        Numbers.AssertClose("means", pool.Forward(x), readMean());
        Numbers.AssertClose("their dx", pool.Backward(dmean), readDx());
    }

    /// <summary>Every activation that works on single values.</summary>
    public static void AllActivations<S>(Device device) where S : struct, ISize
    {
        foreach (Type activation in GpuKernels.Activations)
        {
            typeof(LayerChecks).GetMethod(nameof(Elementwise))!.MakeGenericMethod(typeof(S), activation)
                .Invoke(null, [device, Enum.Parse<Function>(activation.Name)]);
        }
    }

    public static void Elementwise<S, A>(Device device, Function function) where S : struct, ISize where A : struct, IActivation
    {
        var oracle = new OracleNetwork([S.Size], new Reference.Activation(function));
        (double[] x, double[] dy) = ([.. Numbers.Random(Batch * S.Size, 1).Select(v => 3 * v)], Numbers.Random(Batch * S.Size, 2));
        using var bench = new Bench(device, Batch);
        var (y, readY) = bench.Room(x.Length);
        var (dx, readDx) = bench.Room(x.Length);
        Block bx = bench.Put(x);
        Kernels.Elementwise.Forward<S, A>(bench.Step, y, bx);
        if (A.NeedsInput) { Kernels.Elementwise.BackwardFromInput<S, A>(bench.Step, dx, bx, bench.Put(dy)); }
        else { Kernels.Elementwise.Backward<S, A>(bench.Step, dx, y, bench.Put(dy)); }

        Numbers.AssertClose($"{function}", oracle.Forward(x), readY());
        Numbers.AssertClose($"{function}'s dx", oracle.Backward(dy), readDx());
    }

    /// <summary>Two training steps with a number beyond 32 bits, and inference.</summary>
    public static void Masks<S>(Device device) where S : struct, IDropout
    {
        const int seed = -7;
        double[] x = Numbers.Random(Batch * S.Size, 1);
        using var bench = new Bench(device, Batch, training: true, seed);
        Block bx = bench.Put(x);
        foreach (long iteration in (long[])[0, (3L << 32) + 9])
        {
            bench.Iteration = iteration;
            bench.Step.Begin(Batch, training: true);
            var (y, readY) = bench.Room(x.Length);
            Dropout.Forward<S>(bench.Step, y, bx);
            var layer = new Reference.Dropout(S.Rate);
            double[] mask = [.. Enumerable.Range(0, Batch)
                .SelectMany(i => layer.Mask(S.Size, unchecked((uint)seed), (uint)S.Stream, (ulong)iteration, (uint)i))];
            Numbers.AssertClose("y", [.. x.Zip(mask, (v, m) => v * m)], readY());
        }

        bench.Step.Begin(Batch, training: false);
        var (kept, readKept) = bench.Room(x.Length);
        Dropout.Forward<S>(bench.Step, kept, bx);
        Numbers.AssertClose("y in inference", x, readKept());
    }

    /// <summary>More values than threads that add them up, and so few that most threads have none.</summary>
    public static void Regularizers(Device device)
    {
        var regularizer = Reference.Regularizer.Of(0.01, 0.03);
        foreach (int length in (int[])[20_000, 3])
        {
            double[] x = Numbers.Random(length, 1), d = Numbers.Random(length, 2);
            (x[0], x[1]) = (0, double.NegativeZero);
            using var bench = new Bench(device, 1);
            var (gradient, read) = bench.Room(length);
            Block bx = bench.Put(x);
            Regularizer.AddToLogits(bench.Step, gradient, bench.Put(d)); // nobody has written there: overwritten
            Regularizer.AddGradient<SomeRegularizer>(bench.Step, gradient, bx);
            Numbers.AssertClose("d", [.. d.Zip(x, (a, b) => a + regularizer.Derivative(b))], read());

            if (device is not GpuDevice gpu) { continue; }
            using Arena work = device.Allocate(Regularizer.GpuWork(2));
            Regularizer.GpuValue(gpu, work, 0, bx, SomeRegularizer.L1, SomeRegularizer.L2);
            Regularizer.GpuValue(gpu, work, 1, bx, SomeRegularizer.L1, SomeRegularizer.L2);
            double[] values = [1, 2, 3, 4];
            var (sums, readSums) = bench.Room(values.Length);
            Regularizer.AddToLogits(bench.Step, sums, bench.Put(values));
            Regularizer.GpuAddValues(gpu, sums, work, 2);
            Numbers.AssertClose("losses", [.. values.Select(v => v + (2 * regularizer.Value(x)))], readSums());
        }
    }

    private readonly struct SomeRegularizer : IRegularizer
    {
        public static float L1 => 0.01f;

        public static float L2 => 0.03f;
    }

    /// <summary>The first NaN of a window wins; softmax and ReLU let it through.</summary>
    public static void NotANumber(Device device)
    {
        double[] x = Numbers.Random(TruncatingPool.InputHeight * TruncatingPool.InputWidth * TruncatingPool.Channels, 1);
        x[2] = double.NaN;   // row 0, column 1, channel 0: in the first window of channel 0
        using var bench = new Bench(device, 1);
        var (y, readY) = bench.Room(TruncatingPool.OutputHeight * TruncatingPool.OutputWidth * TruncatingPool.Channels);
        var (argmax, readArgmax) = bench.Room(8);
        MaxPool.Forward<TruncatingPool>(bench.Step, y, argmax, bench.Put(x));
        Assert.True(float.IsNaN(readY()[0]));
        Assert.Equal(1, readY().Count(float.IsNaN));
        Assert.Equal(2, BitConverter.SingleToInt32Bits(readArgmax()[0]));

        double[] row = new double[ThreeRows.Rows * ThreeRows.Columns];
        row[9] = double.NaN;   // in the second row of 7
        var (z, readZ) = bench.Room(row.Length);
        Softmax.Forward<ThreeRows>(bench.Step, z, bench.Put(row));
        Assert.Equal(Enumerable.Range(7, 7), Enumerable.Range(0, 21).Where(i => float.IsNaN(readZ()[i])));
        foreach (Type activation in GpuKernels.Activations)
        {
            typeof(LayerChecks)
                .GetMethod(nameof(NotANumberAgainstCpu), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(activation)
                .Invoke(null, [device]);
        }
    }

    /// <summary>An activation leaves NaN, infinities and zeros where the CPU's scalar formula leaves them, and so does its slope.</summary>
    private static void NotANumberAgainstCpu<A>(Device device) where A : struct, IActivation
    {
        double[] x = [.. Enumerable.Range(0, TwentyOne.Size)
            .Select(i => (i % 7) switch { 0 => double.NaN, 1 => double.PositiveInfinity, 2 => double.NegativeInfinity, 3 => 0,
                _ => i - 10.0 })];
        (float[] Y, float[] Dx) Run(Device on)
        {
            using var bench = new Bench(on, 1);
            var (y, readY) = bench.Room(x.Length);
            var (dx, readDx) = bench.Room(x.Length);
            Block bx = bench.Put(x), dy = bench.Put(x.Select(static _ => 2.0));
            Kernels.Elementwise.Forward<TwentyOne, A>(bench.Step, y, bx);
            if (A.NeedsInput) { Kernels.Elementwise.BackwardFromInput<TwentyOne, A>(bench.Step, dx, bx, dy); }
            else { Kernels.Elementwise.Backward<TwentyOne, A>(bench.Step, dx, y, dy); }
            return (readY(), readDx());
        }

        var (expectedY, expectedDx) = Run(new CpuDevice(threads: 1));
        var (y, dx) = Run(device);
        string Kinds(float[] values) =>
            string.Join(" ", values.Select(static v => float.IsFinite(v) ? v == 0f ? "0" : "x" : v.ToString(CultureInfo.InvariantCulture)));
        Assert.Equal($"{typeof(A).Name}: {Kinds(expectedY)}; {Kinds(expectedDx)}", $"{typeof(A).Name}: {Kinds(y)}; {Kinds(dx)}");
    }

    private static void Fill(OracleNetwork oracle)
    {
        int seed = 10;
        foreach (Reference.Parameter parameter in oracle.Parameters)
        {
            Numbers.Random(parameter.Values.Length, seed++).CopyTo(parameter.Values, 0);
        }
    }
}
