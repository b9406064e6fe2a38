namespace ModelGen.Generators.Specs;

/// <summary>One node of a model as it was written: an input or a layer, and the values it reads.</summary>
/// <param name="Layer">How it was written.</param>
/// <param name="Reads">The indices of the nodes whose values it reads, in their order; -1 where it is not known which.</param>
/// <param name="Attribute">The index of its attribute among all of the model, by which findings find their place.</param>
/// <param name="SharesWith">The index of the node whose parameters it uses too, or -1 where it has its own.</param>
internal sealed record NodeSpec(LayerSpec Layer, EquatableArray<int> Reads, int Attribute, int SharesWith = -1)
{
    /// <summary>What an output is called that gives this value out, where the layer has no name of its own; else null.</summary>
    public string? OutputName { get; init; }

    /// <summary>Where a method made it, before its title: "In Basic, call 7 of 9, filters = 32: "; else empty.</summary>
    public string Where { get; init; } = "";

    /// <summary>Whether the same call of a method has made a layer before.</summary>
    public bool IsRepeated { get; init; }

    public bool IsInput => Layer.Attribute == LayerSpec.Input;
}

/// <summary>One of a model's outputs.</summary>
/// <param name="Node">The index of the node that gives it, or -1 where there is none.</param>
/// <param name="Name">What it is called, or null for the name of its layer.</param>
/// <param name="Attribute">The index of its attribute, or -1 where it is not written: the last value.</param>
/// <param name="Argument">The argument that says the name.</param>
internal sealed record OutputSpec(int Node, string? Name, int Attribute, string Argument = "Name");
