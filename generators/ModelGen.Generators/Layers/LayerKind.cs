namespace ModelGen.Generators.Layers;

/// <summary>
/// What a kind of layer knows about itself: how it reads, what shape it gives, which kernels it needs. Instances have no state.
/// </summary>
internal abstract class LayerKind
{
    /// <summary>
    /// The names its attribute goes by, the one that messages use first. What only a Forward method can say has a name that no attribute
    /// can have: x + number.
    /// </summary>
    public abstract EquatableArray<string> Attributes { get; }

    /// <summary>What messages call it.</summary>
    public virtual string Name => Attributes[0];

    /// <summary>What Keras calls it, given what arrives.</summary>
    public virtual string KerasClass(Shape input) => Name;

    /// <summary>Whether it works on (height, width, channels), so that their order matters.</summary>
    public virtual bool WorksOnImages => false;

    /// <summary>Whether it reads several values.</summary>
    public virtual bool Merges => false;

    /// <summary>Whether it reads what its attribute names before what stands before it: the order in which they stand.</summary>
    public virtual bool ReadsNamesFirst => false;

    /// <summary>Whether a Flatten must come before it, given what arrives.</summary>
    public virtual bool ImpliesFlatten(LayerSpec spec, Shape input) => false;

    /// <summary>Works out the output and the parameters, and reports what stands in the way. Parts of the input may be unknown.</summary>
    public abstract void Infer(InferContext layer);

    /// <summary>Whether it computes something else where a model predicts than where it is trained.</summary>
    public virtual bool PredictsOtherwise => false;

    /// <summary>
    /// The multiplications, each with an addition, of one sample's way forward through it: a kernel's weights once for each place of the
    /// output.
    /// </summary>
    public virtual long MultiplyAdds(ShapedLayer layer) =>
        layer.Parameters.FirstOrDefault(parameter => parameter.Name == "kernel") is { } kernel
            ? (long)kernel.Shape.Size * (layer.Output.Size / layer.Output.Last) : 0;

    /// <summary>What its own letters stand for in a generated file, or null where those of every model do.</summary>
    public virtual string? Legend => null;

    /// <summary>The activation that it applies.</summary>
    public virtual string ActivationOf(LayerSpec spec) => spec.Text("activation", "Linear");

    /// <summary>Whether its calls do the work of the next layer too: what lies between the two is then never stored.</summary>
    public virtual bool Absorbs(Fusion fusion) => false;

    /// <summary>Adds the calls that compute its output.</summary>
    public abstract void PlanForward(LayerPlan layer);

    /// <summary>Adds the calls that compute the gradients of its parameters and, where somebody needs it, of its input.</summary>
    public abstract void PlanBackward(LayerPlan layer);
}
