namespace ModelGen.Benchmarks;

/// <summary>A contender of ours, whose weights a peer takes.</summary>
internal interface ITwin : IContender
{
    Model Model { get; }

    /// <summary>Kernel and bias of each layer, in Keras's layout.</summary>
    float[][] Weights => [.. Model.Parameters.Select(parameter => parameter.ToArray())];
}
