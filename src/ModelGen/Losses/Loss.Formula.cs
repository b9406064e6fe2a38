namespace ModelGen;

/// <content>Losses of one's own; docs/own-parts.md shows them.</content>
public abstract partial class Loss
{
    /// <summary>
    /// A loss of a formula of your own: the mean of a function of one target and one output along the last axis, and then over rows and
    /// samples. It runs on the CPU and on GPUs, as the library's own do: <c>Loss.FromFormula(new PseudoHuber(delta: 2))</c>.
    /// </summary>
    /// <param name="formula">The formula, with its numbers: at most 64 bytes of them.</param>
    /// <param name="name">Its name; left out: that of its type, <c>pseudo_huber</c>.</param>
    /// <param name="reduction">How one number is made of those of a batch.</param>
    /// <param name="checkGradient">Whether its derivatives are compared with differences of its values, in the first batch.</param>
    /// <exception cref="ArgumentException">The formula has more numbers than that, or the name is empty.</exception>
    public static Loss FromFormula<L>(
        L formula, string? name = null, Reduction reduction = Reduction.SumOverBatchSize, bool checkGradient = true)
        where L : unmanaged, IElementwiseLoss => new FormulaLoss<L>(formula, name, reduction, checkGradient);

    /// <summary>The same of a formula of three sums over a group of outputs: over each row, or along other axes.</summary>
    /// <param name="formula">The formula, with its numbers: at most 64 bytes of them.</param>
    /// <param name="name">Its name; left out: that of its type.</param>
    /// <param name="reduction">How one number is made of those of a batch.</param>
    /// <param name="checkGradient">Whether its derivatives are compared with differences of its values, in the first batch.</param>
    /// <param name="axis">The axes along which a group goes; 0 counts the samples, -1 is the last one. Left out: the last one.</param>
    /// <exception cref="ArgumentException">The formula has more numbers than that, or the name is empty.</exception>
    public static Loss FromGroupFormula<L>(
        L formula, string? name = null, Reduction reduction = Reduction.SumOverBatchSize, bool checkGradient = true, params int[]? axis)
        where L : unmanaged, IGroupLoss => new GroupFormulaLoss<L>(formula, name, reduction, checkGradient, axis);
}
