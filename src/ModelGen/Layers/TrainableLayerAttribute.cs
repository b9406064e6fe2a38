namespace ModelGen;

/// <summary>The base of every attribute that declares a layer with parameters.</summary>
public abstract class TrainableLayerAttribute : LayerAttribute
{
    /// <summary>
    /// Whether the layer is trained from the beginning. If not, it is frozen: no training changes its parameters, and regularizers on them
    /// add nothing, until <see cref="Model.Unfreeze"/> or <see cref="Parameter.Trainable"/> says otherwise.
    /// </summary>
    public bool Trainable { get; set; } = true;
}
