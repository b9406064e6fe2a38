namespace ModelGen.Benchmarks;

/// <summary>One side of a comparison: the same network, data and optimizer in some library.</summary>
internal interface IContender : IDisposable
{
    /// <summary>The library with its settings.</summary>
    string Name { get; }

    /// <summary>One training step on the same batch again: forward, loss, backward, update. Returns the mean loss when all is done.</summary>
    float Step();

    /// <summary>All parameters in Keras's layout and order.</summary>
    float[][] Parameters();
}
