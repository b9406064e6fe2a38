namespace ModelGen;

/// <summary>Settings of the model as a whole.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, Inherited = false)]
public sealed class ModelAttribute : Attribute
{
    /// <summary>The model's name, which heads its summary. Unset, it is the snake case of the class's name (<c>mnist_cnn</c>).</summary>
    public string? Name { get; set; }
}
