namespace ModelGen;

/// <summary>
/// Goes back to a value that has a name: the next layer reads it, and not what the layer before gives. <c>[From("trunk")]</c> begins a
/// branch. It is no layer itself.
/// </summary>
/// <param name="name">The <see cref="LayerAttribute.Name"/> of a layer, or of an input, that stands before.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, AllowMultiple = true, Inherited = false)]
public sealed class FromAttribute(string name) : Attribute
{
    /// <summary>The name of the value.</summary>
    public string Name { get; } = name;
}
