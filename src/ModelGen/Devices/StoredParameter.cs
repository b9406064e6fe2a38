namespace ModelGen.Kernels;

/// <summary>
/// One parameter of a <see cref="ParameterStore"/>: its name, where it lies, its shape in Keras's layout, and whether a regularizer on it
/// adds to its gradient, and whether several layers do.
/// </summary>
internal sealed record StoredParameter(
    string Name, Weight Weight, IReadOnlyList<int> Shape, bool HasRegularizer = false, bool IsShared = false)
{
    /// <summary>Whether its gradient is whole only when all of the backward pass has run.</summary>
    public bool IsWholeLate => HasRegularizer || IsShared;
}
