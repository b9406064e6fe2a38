namespace ModelGen.Kernels;

/// <summary>
/// The factors of one regularizer, which is added to the loss: L1 times the sum of |x|, and L2 times the sum of x x, without a half, as in
/// Keras.
/// </summary>
public interface IRegularizer
{
    /// <summary>The factor of the sum of sizes.</summary>
    static abstract float L1 { get; }

    /// <summary>The factor of the sum of squares.</summary>
    static abstract float L2 { get; }
}

/// <summary>The gradients of regularizers.</summary>
public static partial class Regularizer
{
    /// <summary>
    /// dw += L1 sign(w) + 2 L2 w. Where gradients add up over several backward passes, each adds it once, as each one's loss contains the
    /// regularizer.
    /// </summary>
    public static void AddGradient<P>(Step s, Block dw, Block w) where P : struct, IRegularizer => Add(s, dw, w, P.L1, P.L2);

    /// <summary>
    /// dy += (L1 sign(y) + 2 L2 y) / samples of the batch, because a regularizer on outputs is a mean over samples (Keras from 3.14 on).
    /// </summary>
    public static void AddActivityGradient<P>(Step s, Block dy, Block y) where P : struct, IRegularizer =>
        Add(s, dy, y, P.L1 / s.BatchSize, P.L2 / s.BatchSize);

    /// <summary>
    /// The same, but where the loss of this output took the last activation's input, nobody has written dy, and it is overwritten.
    /// </summary>
    public static void AddLastActivityGradient<P>(Step s, Block dy, Block y, int output = 0) where P : struct, IRegularizer
    {
        OutputGradient.Begin(s, dy, output);
        AddActivityGradient<P>(s, dy, y);
    }

    /// <summary>
    /// dz = dy, plus what dz holds where the loss of this output took the last activation's input and has written there.
    /// </summary>
    public static void AddToLogits(Step s, Block dz, Block dy, int output = 0)
    {
        if (!s.LossTookLogitsOf(output)) { Clear(s, dz); }
        Add(s, dz, dy, 0f, 0.5f);
    }

    private static void Add(Step s, Block gradient, Block x, float l1, float l2)
    {
        if (s.Gpu is { } gpu) { gpu.Launch(AddKernel, GpuDevice.GroupsFor(x.Length), gradient.View, x.View, (int)x.Length, l1, 2f * l2); }
        else { CpuAdd(s, gradient, x, l1, 2f * l2); }
    }

    internal static void Clear(Step s, Block x)
    {
        if (s.Gpu is { } gpu) { gpu.Launch(ClearKernel, GpuDevice.GroupsFor(x.Length), x.View, (int)x.Length, 0f); }
        else { x.Span.Clear(); }
    }
}
