namespace ModelGen;

/// <summary>max(x, 0) for each value: [Activation(Activation.ReLU)] under the name that Keras's layer has.</summary>
public sealed class ReLUAttribute : LayerAttribute;
