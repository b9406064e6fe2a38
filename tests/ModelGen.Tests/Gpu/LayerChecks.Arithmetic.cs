using ModelGen.Kernels;
using ModelGen.Oracle;
using Reference = ModelGen.Oracle;

namespace ModelGen.Tests.Gpu;

internal static partial class LayerChecks
{
    /// <summary>Each rule by which a value becomes another: its gradient is overwritten, added to, and made in place.</summary>
    public static void Arithmetic(Device device)
    {
        Each<TwentyOne, Squared>(device, new Square());
        Each<RescaleEach, Rescaled<RescaleEach>>(device, new Rescaling(RescaleEach.Scale, RescaleEach.Offset));
        Each<ThreeForEach, ByNumber<ThreeForEach, Plus>>(device, new WithNumber("x + number", ThreeForEach.Number));
        Each<ThreeForEach, ByNumber<ThreeForEach, Minus>>(device, new WithNumber("x - number", ThreeForEach.Number));
        Each<ThreeForEach, OfNumber<ThreeForEach, Minus>>(device, new WithNumber("number - x", ThreeForEach.Number));
        Each<ThreeForEach, ByNumber<ThreeForEach, Times>>(device, new WithNumber("x * number", ThreeForEach.Number));
        Each<ThreeForEach, ByNumber<ThreeForEach, Over>>(device, new WithNumber("x / number", ThreeForEach.Number));
        Each<ThreeForEach, OfNumber<ThreeForEach, Over>>(device, new WithNumber("number / x", ThreeForEach.Number));
    }

    private static void Each<S, O>(Device device, Layer layer) where S : struct, ISize where O : struct, IValueRule<O>
    {
        var oracle = new OracleNetwork([S.Size], layer);
        double[] x = [.. Numbers.Random(Batch * S.Size, 1).Select(v => 2 + v)], dy = Numbers.Random(Batch * S.Size, 2); // no divisor is 0
        double[] y = oracle.Forward(x), dx = oracle.Backward(dy);
        using var bench = new Bench(device, Batch);
        (Block bx, Block bdy) = (bench.Put(x), bench.Put(dy));
        var (by, readY) = bench.Room(x.Length);
        Kernels.Arithmetic.Forward<S, O, Linear>(bench.Step, by, bx);
        Numbers.AssertClose($"{layer}", y, readY());

        var (bdx, readDx) = bench.Room(x.Length);
        Kernels.Arithmetic.Backward<S, O>(bench.Step, bdx, bx, bdy);
        Numbers.AssertClose($"{layer}'s dx", dx, readDx());
        Kernels.Arithmetic.Backward<S, O>(bench.Step, bdx, bx, bdy, add: true);
        Numbers.AssertClose($"{layer}'s 2 dx", [.. dx.Select(v => 2 * v)], readDx());

        var (place, read) = bench.Room(x.Length);
        Kernels.Merge.CopyGradient<S>(bench.Step, place, bdy);
        Kernels.Arithmetic.Backward<S, O>(bench.Step, place, bx, place);
        Numbers.AssertClose($"{layer}'s dx, in place", dx, read());
    }

    /// <summary>Along an axis among others, and along one so long that parts are put together.</summary>
    public static void Sums(Device device)
    {
        Along<MiddleSum>(device, new Sum(2), MiddleSum.Outer, MiddleSum.Length, MiddleSum.Inner);
        Along<LongMean>(device, new Mean(), LongMean.Length);
    }

    private static void Along<S>(Device device, Layer layer, params int[] shape) where S : struct, IAxisSum
    {
        var oracle = new OracleNetwork(shape, layer);
        double[] x = Numbers.Random(Batch * Reference.Shapes.Size(shape), 1);
        double[] dy = Numbers.Random(Batch * Reference.Shapes.Size(oracle.OutputShape), 2);
        double[] y = oracle.Forward(x), dx = oracle.Backward(dy);
        using var bench = new Bench(device, Batch);
        (Block bx, Block bdy) = (bench.Put(x), bench.Put(dy));
        var (by, readY) = bench.Room(y.Length);
        AxisSum.Forward<S>(bench.Step, by, bx);
        Numbers.AssertClose($"{layer}", y, readY());

        var (bdx, readDx) = bench.Room(x.Length);
        AxisSum.Backward<S>(bench.Step, bdx, bdy);
        Numbers.AssertClose($"{layer}'s dx", dx, readDx());
        AxisSum.Backward<S>(bench.Step, bdx, bdy, add: true);
        Numbers.AssertClose($"{layer}'s 2 dx", [.. dx.Select(v => 2 * v)], readDx());
    }
}
