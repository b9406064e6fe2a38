namespace ModelGen;

/// <summary>
/// Gives out what the layer before it gives. A model without it gives out what its last layer gives. It is no layer itself.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, AllowMultiple = true, Inherited = false)]
public sealed class OutputAttribute : Attribute
{
    /// <summary>What the output is called. Unset, it is called by its layer.</summary>
    public string? Name { get; set; }
}
