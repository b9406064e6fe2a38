namespace ModelGen.Benchmarks;

/// <summary>One side of a comparison: the same network, weights and samples in some library.</summary>
internal interface IContender : IDisposable
{
    /// <summary>Takes one step on the same samples again: a whole training step or a prediction. Returns the loss or the first output, when all is done.</summary>
    float Step();

    /// <summary>Takes one step and returns all it computed.</summary>
    StepResults Check();
}
