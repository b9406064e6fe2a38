namespace ModelGen;

/// <summary>The loss of a training step is infinite or not a number. The parameters are as they were before that step.</summary>
public sealed class NonFiniteLossException : Exception
{
    internal NonFiniteLossException(int epoch, int step, double loss) : base(
        $"The loss is {loss} in epoch {epoch + 1}, step {step + 1}; the weights are as they were before that step. "
        + $"Try a smaller learning rate, and look for NaN or very large numbers in the inputs and targets.")
        => (Epoch, Step, Loss) = (epoch, step, loss);

    /// <summary>The epoch, from 0.</summary>
    public int Epoch { get; }

    /// <summary>The step in the epoch, from 0.</summary>
    public int Step { get; }

    /// <summary>The loss: infinite, or not a number.</summary>
    public double Loss { get; }
}
