namespace ModelGen.Benchmarks;

/// <summary>One side of a comparison: the same network, data and optimizer in some library.</summary>
internal interface IContender : IDisposable
{
    /// <summary>The library with its settings.</summary>
    string Name { get; }

    /// <summary>One training step on the same batch again: forward, loss, backward, update. Returns when it is done.</summary>
    void Step();

    /// <summary>The mean loss of the batch at the current weights.</summary>
    float Loss();

    /// <summary>All parameters in Keras's layout and order.</summary>
    float[][] Parameters();
}
