namespace ModelGen;

/// <summary>
/// max(x, 0) for each value: [Activation(Activation.ReLU)] under the name of Keras's layer, which has arguments beside. A largest value of
/// 6 is [Activation(Activation.ReLU6)], a slope of 0.2 below 0 [Activation(Activation.LeakyReLU)].
/// </summary>
public sealed class ReLUAttribute : LayerAttribute;
