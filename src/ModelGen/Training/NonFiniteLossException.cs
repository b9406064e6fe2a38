namespace ModelGen;

/// <summary>A loss that is infinite or not a number.</summary>
/// <param name="Value">The loss.</param>
/// <param name="Outputs">Of several outputs those whose losses made it so; none where all did.</param>
internal readonly record struct NonFiniteLoss(double Value, string[] Outputs);

/// <summary>The loss of a training step is infinite or not a number. The parameters are as they were before that step.</summary>
public sealed class NonFiniteLossException : Exception
{
    internal NonFiniteLossException(int epoch, int step, NonFiniteLoss loss) : base(
        $"The loss is {loss.Value} in epoch {epoch + 1}, step {step + 1}{From(loss.Outputs)}; the weights are as they were before that "
        + $"step. Try a smaller learning rate, and look for NaN or very large numbers in the inputs and targets.")
        => (Epoch, Step, Loss) = (epoch, step, loss.Value);

    /// <summary>The epoch, from 0.</summary>
    public int Epoch { get; }

    /// <summary>The step in the epoch, from 0.</summary>
    public int Step { get; }

    /// <summary>The loss: infinite, or not a number.</summary>
    public double Loss { get; }

    private static string From(string[] outputs) =>
        outputs.Length == 0 ? "" : $", that of the output{(outputs.Length == 1 ? "" : "s")} {Shown.Names(outputs)}";
}
