using ModelGen.Kernels;
using ModelGen.Oracle;
using Xunit;
using Conv2D = ModelGen.Kernels.Conv2D;
using Reference = ModelGen.Oracle;

namespace ModelGen.Tests.Gpu;

internal static partial class LayerChecks
{
    public static void Convolution<S>(Device device, Reference.Conv2D layer, int batch = Batch, double tolerance = Numbers.Tolerance)
        where S : struct, IConv2D
    {
        int[] shape = [S.InputHeight, S.InputWidth, S.Channels];
        var oracle = new OracleNetwork(shape, layer);
        Assert.Equal([S.OutputHeight, S.OutputWidth, S.Filters], oracle.OutputShape);
        (double[] x, double[] dy) = (Numbers.Random(batch * Reference.Shapes.Size(shape), 1),
            Numbers.Random(batch * Reference.Shapes.Size(oracle.OutputShape), 2));
        Fill(oracle);
        Reference.Parameter[] p = [.. oracle.Parameters];
        double[] y = oracle.Forward(x), dx = oracle.Backward(dy);

        using var bench = new Bench(device, batch);
        Step s = bench.Step;
        (Block bx, Block bdy, Block w) = (bench.Put(x), bench.Put(dy), bench.Put(p[0].Values));
        Block b = p.Length > 1 ? bench.Put(p[1].Values) : default;
        var (by, readY) = bench.Room(y.Length);
        Conv2D.Forward<S, Linear>(s, by, bx, w, b);
        Numbers.AssertClose("y", y, readY());

        var (bdx, readDx) = bench.Room(dx.Length);
        Conv2D.BackwardInput<S>(s, bdx, w, default, bdy);
        Numbers.AssertClose("dx", dx, readDx());
        Gradients(bench, p, (dw, db) => Conv2D.BackwardKernel<S>(s, dw, bx, bdy, db), tolerance);
    }

    /// <summary>A convolution that does the max pooling after it.</summary>
    public static void ConvolutionAndPooling<S, P>(Device device, Reference.Conv2D conv, Reference.MaxPool pool, int batch = Batch,
        double tolerance = Numbers.Tolerance)
        where S : struct, IConv2D where P : struct, IPool2D
    {
        int[] shape = [S.InputHeight, S.InputWidth, S.Channels];
        Assert.Equal([P.InputHeight, P.InputWidth, P.Channels], new OracleNetwork(shape, conv).OutputShape);
        var oracle = new OracleNetwork(shape, conv, pool);
        Assert.Equal([P.OutputHeight, P.OutputWidth, P.Channels], oracle.OutputShape);

        // In quarters sums are exact, so that windows have equal largest values and everybody sees the same maximum.
        double[] x = Quarters(Numbers.Random(batch * Reference.Shapes.Size(shape), 1));
        double[] dy = Numbers.Random(batch * Reference.Shapes.Size(oracle.OutputShape), 2);
        Fill(oracle);
        Reference.Parameter[] p = [.. oracle.Parameters];
        foreach (Reference.Parameter parameter in p) { Quarters(parameter.Values).CopyTo(parameter.Values, 0); }
        double[] y = oracle.Forward(x), dx = oracle.Backward(dy);

        using var bench = new Bench(device, batch);
        Step s = bench.Step;
        (Block bx, Block bdy, Block w) = (bench.Put(x), bench.Put(dy), bench.Put(p[0].Values));
        Block b = p.Length > 1 ? bench.Put(p[1].Values) : default;
        var (by, readY) = bench.Room(y.Length);
        var (argmax, readArgmax) = bench.Room(batch * (((y.Length / batch) + 3) / 4));
        s.Begin(batch, training: false);
        Conv2DMaxPool.Forward<S, P, ReLU>(s, by, argmax, bx, w, b);
        Numbers.AssertClose("y through ReLU", [.. y.Select(v => Math.Max(0, v))], readY());
        Assert.All(readArgmax(), position => Assert.Equal(Bench.Dirt, position));

        s.Begin(batch, training: true);
        Conv2DMaxPool.Forward<S, P, Linear>(s, by, argmax, bx, w, b);
        Numbers.AssertClose("y", y, readY());

        var (bdx, readDx) = bench.Room(dx.Length);
        Conv2DMaxPool.BackwardInput<S, P>(s, bdx, w, default, argmax, bdy);
        Numbers.AssertClose("dx", dx, readDx());
        Gradients(bench, p, (dw, db) => Conv2DMaxPool.BackwardKernel<S, P>(s, dw, bx, argmax, bdy, db), tolerance);

        // Where ReLU gives 0, no gradient goes back.
        dx = oracle.Backward([.. dy.Zip(y, (gradient, value) => value > 0 ? gradient : 0)]);
        Conv2DMaxPool.Forward<S, P, ReLU>(s, by, argmax, bx, w, b);
        Conv2DMaxPool.BackwardInput<S, P>(s, bdx, w, default, argmax, bdy);
        Numbers.AssertClose("dx through ReLU", dx, readDx());
        bench.HasGradients = false;
        Gradients(bench, p, (dw, db) => Conv2DMaxPool.BackwardKernel<S, P>(s, dw, bx, argmax, bdy, db), tolerance);
    }

    // Overwritten and then added to.
    private static void Gradients(Bench bench, Reference.Parameter[] p, Action<Block, Block> backward, double tolerance)
    {
        bool bias = p.Length > 1;
        var (dw, readDw) = bench.Room(p[0].Gradient.Length);
        var (db, readDb) = bias ? bench.Room(p[1].Gradient.Length) : default;
        backward(dw, db);
        Numbers.AssertClose("dw", p[0].Gradient, readDw(), tolerance);
        if (bias) { Numbers.AssertClose("db", p[1].Gradient, readDb(), tolerance); }
        bench.HasGradients = true;
        backward(dw, db);
        Numbers.AssertClose("2 dw", [.. p[0].Gradient.Select(v => 2 * v)], readDw(), tolerance);
        if (bias) { Numbers.AssertClose("2 db", [.. p[1].Gradient.Select(v => 2 * v)], readDb(), tolerance); }
        bench.HasGradients = false;
    }

    private static double[] Quarters(double[] values) => [.. values.Select(v => Math.Round(4 * v) / 4)];
}
