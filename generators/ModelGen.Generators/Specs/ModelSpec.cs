namespace ModelGen.Generators.Specs;

/// <summary>
/// A declared model as it was written: the one record that crosses the generator's pipeline. It holds no symbol, syntax or location.
/// </summary>
/// <param name="Namespace">The namespace, escaped as code; empty for the global one.</param>
/// <param name="Containers">The declarations of the types around it, outermost first: <c>partial class Outer</c>.</param>
/// <param name="TypeName">The class's name, escaped as code.</param>
/// <param name="DisplayName">The class's name as messages write it.</param>
/// <param name="ModelName">What [Model(Name = ...)] says, or null.</param>
/// <param name="Nodes">Its inputs and layers in source order, each with the nodes it reads.</param>
/// <param name="Outputs">What it gives.</param>
/// <param name="Findings">What reading found.</param>
/// <param name="CanDerive">Whether the generated half can be added to the declaration at all.</param>
/// <param name="IsComplete">Whether the compiler understood all arguments; if not, it reports them itself.</param>
/// <param name="HintName">The generated file's name, unique also where file names ignore case.</param>
internal sealed record ModelSpec(
    string Namespace,
    EquatableArray<string> Containers,
    string TypeName,
    string DisplayName,
    string? ModelName,
    EquatableArray<NodeSpec> Nodes,
    EquatableArray<OutputSpec> Outputs,
    EquatableArray<Finding> Findings,
    bool CanDerive,
    bool IsComplete,
    string HintName)
{
    /// <summary>The method that declares it; null where attributes do.</summary>
    public string? Method { get; init; }

    /// <summary>How a new one is set up for training, or null.</summary>
    public SetupSpec? Setup { get; init; }

    /// <summary>What its classes are called, or null.</summary>
    public ClassesSpec? Classes { get; init; }

    /// <summary>What the class of its constant names is called: <c>Names</c>, unless the user has something that is called so.</summary>
    public string NamesClass { get; init; } = "Names";

    /// <summary>Whether all of it is known: evaluating a method may have ended with a finding.</summary>
    public bool IsRead { get; init; } = true;
}
