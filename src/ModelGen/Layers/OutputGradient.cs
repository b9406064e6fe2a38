namespace ModelGen.Kernels;

/// <summary>The gradient of an output, where others add to what its loss has written.</summary>
public static class OutputGradient
{
    /// <summary>
    /// dy = 0 where the loss of this output took the last activation's input, and has not written dy: what other layers contribute is then
    /// all there is.
    /// </summary>
    public static void Begin(Step s, Block dy, int output = 0)
    {
        if (s.LossTookLogitsOf(output)) { Regularizer.Clear(s, dy); }
    }
}
