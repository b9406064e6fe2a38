namespace ModelGen;

/// <summary>
/// The base of every attribute that declares a layer. The order of a class's layer attributes, as written, is the order of its layers. On a
/// <c>partial</c> method of a <see cref="Tensor"/> they are layers that a <c>Forward</c> method applies as often as it calls it, with one
/// set of weights.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Method,
    AllowMultiple = true, Inherited = false)]
public abstract class LayerAttribute : Attribute
{
    /// <summary>
    /// The layer's name, unique in its model; letters, digits and underscores. Unset, it is Keras's: the snake case of the
    /// layer's Keras class with a number from the second on (<c>conv2d</c>, <c>conv2d_1</c>). It begins the names of the layer's
    /// parameters.
    /// </summary>
    public string? Name { get; set; }
}
