namespace ModelGen.Benchmarks;

/// <summary>A contender of ours, whose weights a peer takes.</summary>
internal interface ITwin : IContender
{
    Model Model { get; }

    /// <summary>The parameters of each layer, in the network's order and Keras's layout.</summary>
    float[][] Weights => [.. Network.Of(Model.GetType()).ParametersOf(Model).Select(parameter => parameter.ToArray())];
}
