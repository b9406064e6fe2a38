namespace ModelGen;

/// <summary>
/// A step would have made a parameter, or what the optimizer keeps of it, NaN or infinite. That may be although its loss is finite:
/// because of an infinite input whose unit ReLU closes, say. What would not have been finite is as it was before that step, so that the
/// model and the optimizer are still finite; the rest has been updated.
/// </summary>
public sealed class NonFiniteUpdateException : Exception
{
    internal NonFiniteUpdateException(string parameter, string where = "") : base(
        $"The update of {parameter} is not finite{where}. What it would have made NaN or infinite is as it was before. "
        + "Look for NaN, infinity or very large numbers in the inputs, and try a smaller learning rate or GlobalClipNorm.")
        => Parameter = parameter;

    internal NonFiniteUpdateException(string parameter, int epoch, int step)
        : this(parameter, $" in epoch {epoch + 1}, step {step + 1}, though the loss is") =>
        (Epoch, Step) = (epoch, step);

    /// <summary>The first parameter that is concerned: <c>conv2d/kernel</c>.</summary>
    public string Parameter { get; }

    /// <summary>The epoch, from 0; null outside of <c>Fit</c>.</summary>
    public int? Epoch { get; }

    /// <summary>The step in the epoch, from 0; null outside of <c>Fit</c>.</summary>
    public int? Step { get; }

    internal static void ThrowIfFaulty(ParameterStore store)
    {
        if (store.FindFault() is not { } fault) { return; }
        store.ClearFault();
        throw new NonFiniteUpdateException(fault.Parameter);
    }
}
