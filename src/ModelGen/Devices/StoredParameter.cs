namespace ModelGen.Kernels;

/// <summary>One parameter of a <see cref="ParameterStore"/>: its name, where it lies, and its shape in Keras's layout.</summary>
internal sealed record StoredParameter(string Name, Weight Weight, IReadOnlyList<int> Shape);
