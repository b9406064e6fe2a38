using ModelGen.Kernels;

namespace ModelGen.Benchmarks;

/// <summary>A layer with its passes, called as generated code calls them.</summary>
/// <param name="Name">Its sizes.</param>
/// <param name="Places">Where its values lie.</param>
/// <param name="Passes">Its kernels.</param>
internal sealed record LayerProbe(string Name, KernelProbe.Places Places, Pass[] Passes)
{
    public static LayerProbe Conv<S>() where S : struct, IConv2D
    {
        int inputs = S.InputHeight * S.InputWidth * S.Channels, pixels = S.OutputHeight * S.OutputWidth;
        int kernel = S.KernelHeight * S.KernelWidth * S.Channels * S.Filters;
        var at = KernelProbe.Places.Of(inputs, pixels * S.Filters, kernel, S.Filters, TransformedSize<S>());
        long operations = (long)pixels * kernel, bytes = sizeof(float) * ((long)inputs + pixels * S.Filters);
        return new(
            $"conv {S.InputHeight}x{S.InputWidth}x{S.Channels} - "
                + $"{S.Filters}@{S.KernelHeight}x{S.KernelWidth}{(S.PadTop > 0 ? " same" : "")}", at,
        [
            new("forward", operations, bytes, step =>
            {
                Transform<S>(step, at);
                step.BySlices(s => Conv2D.Forward<S, ReLU>(s, y: s[at.Y], x: s[at.X], w: s[at.W], b: s[at.B], u: Transformed(s, at)));
            }),
            new("kernel gradient", operations, bytes, step =>
            {
                step.BySlices(s => Conv2D.BackwardKernel<S>(s, dw: s.Lane(at.W), x: s[at.X], dy: s[at.DY], db: s.Lane(at.B)));
                step.AddLanes(at.W);
                step.AddLanes(at.B);
            }),
            new("input gradient", operations, bytes, step =>
            {
                Conv2D.PackKernel<S>(step, packed: step.Packed(at.W), w: step[at.W]);
                step.BySlices(s => Conv2D.BackwardInput<S>(s, dx: s[at.DX], w: s[at.W], packed: s.Packed(at.W), dy: s[at.DY]));
            }),
        ]);
    }

    /// <summary>With the max pooling after it. Operations are those of the whole convolution, also where only maxima are visited.</summary>
    public static LayerProbe ConvMaxPool<S, P>() where S : struct, IConv2D where P : struct, IPool2D
    {
        int inputs = S.InputHeight * S.InputWidth * S.Channels, pixels = S.OutputHeight * S.OutputWidth,
            outputs = P.OutputHeight * P.OutputWidth * S.Filters;
        int kernel = S.KernelHeight * S.KernelWidth * S.Channels * S.Filters;
        var at = KernelProbe.Places.Of(inputs, outputs, kernel, S.Filters, TransformedSize<S>());
        long operations = (long)pixels * kernel, bytes = sizeof(float) * ((long)inputs + 2 * outputs);
        return new(
            $"conv {S.InputHeight}x{S.InputWidth}x{S.Channels} - "
                + $"{S.Filters}@{S.KernelHeight}x{S.KernelWidth}{(S.PadTop > 0 ? " same" : "")}, pool", at,
        [
            new("forward", operations, bytes, step =>
            {
                Transform<S>(step, at);
                step.BySlices(s =>
                    Conv2DMaxPool.Forward<S, P, ReLU>(s, y: s[at.Y], argmax: s[at.I], x: s[at.X], w: s[at.W], b: s[at.B],
                        u: Transformed(s, at)));
            }),
            new("kernel gradient", operations, bytes, step =>
            {
                step.BySlices(s =>
                    Conv2DMaxPool.BackwardKernel<S, P>(s, dw: s.Lane(at.W), x: s[at.X], argmax: s[at.I], dy: s[at.DY], db: s.Lane(at.B)));
                step.AddLanes(at.W);
                step.AddLanes(at.B);
            }),
            new("input gradient", operations, bytes, step =>
            {
                Conv2DMaxPool.PackKernel<S, P>(step, packed: step.Packed(at.W), w: step[at.W]);
                step.BySlices(s =>
                    Conv2DMaxPool.BackwardInput<S, P>(s, dx: s[at.DX], w: s[at.W], packed: s.Packed(at.W), argmax: s[at.I], dy: s[at.DY]));
            }),
        ]);
    }

    public static LayerProbe Dense<S>() where S : struct, IDense
    {
        var at = KernelProbe.Places.Of(S.Inputs, S.Units, S.Inputs * S.Units, S.Units);
        long operations = (long)S.Inputs * S.Units, bytes = sizeof(float) * (S.Inputs + (long)S.Units);
        return new($"dense {S.Inputs} - {S.Units}", at,
        [
            new("forward", operations, bytes,
                step => Kernels.Dense.Forward<S, ReLU>(step, y: step[at.Y], x: step[at.X], w: step[at.W], b: step[at.B])),
            new("kernel gradient", operations, bytes,
                step =>
                    Kernels.Dense.BackwardKernel<S>(step, dw: step.Gradient(at.W), x: step[at.X], dy: step[at.DY],
                        db: step.Gradient(at.B))),
            new("input gradient", operations, bytes,
                step => Kernels.Dense.BackwardInput<S>(step, dx: step[at.DX], w: step[at.W], dy: step[at.DY])),
        ]);
    }

    // As the generator decides it for these networks, whose strides are all 1.
    private static int TransformedSize<S>() where S : struct, IConv2D =>
        S.Channels >= 32 ? (S.KernelHeight + 1) * (S.KernelWidth + 1) * S.Channels * S.Filters : 0;

    private static void Transform<S>(Step step, KernelProbe.Places at) where S : struct, IConv2D
    {
        if (at.U is { } u) { Conv2D.TransformKernel<S>(step, u: step.Transformed(u), w: step[at.W]); }
    }

    private static Kernels.Block Transformed(Step s, KernelProbe.Places at) => at.U is { } u ? s.Transformed(u) : default;
}
