namespace ModelGen;

/// <summary>
/// Gives out what the layer before it gives. A model without it gives out what its last layer gives. It is no layer itself.
/// </summary>
/// <param name="name">What the output is called: letters, digits and underscores. Left out, it is called by its layer. A layer without a
/// name is called by its output.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, AllowMultiple = true, Inherited = false)]
public sealed class OutputAttribute(string? name = null) : Attribute
{
    /// <summary>What the output is called; null where it is called by its layer.</summary>
    public string? Name { get; set; } = name;
}
