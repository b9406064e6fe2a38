using System.Diagnostics.CodeAnalysis;
using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// A number that is watched but not trained on: one value for each sample, its mean over an epoch. Metrics have no state.
/// A string stands for the metric of that name, and is the name it then has in the history: <c>"accuracy"</c>, <c>"acc"</c>.
/// </summary>
[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)]
public abstract class Metric
{
    private static readonly NamedChoice<Metric> Names = new("metric", StringComparison.OrdinalIgnoreCase,
        (["accuracy", "acc"], static name => new Accuracy(name)));

    private protected Metric(string name) => Name = name;

    /// <summary>
    /// How often the answer is right. What that means follows from the shapes, as in Keras: for one output, y = (p &gt; 0.5); for class
    /// indices, y = the class with the largest output; for dense targets, both have their largest value in the same place. Of equal values the first counts.
    /// </summary>
    public static Metric Accuracy { get; } = new Accuracy("accuracy");

    /// <summary>Its name in the history.</summary>
    public string Name { get; }

    /// <summary>The metric of this name, in any case.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists the near names and all.</exception>
    public static implicit operator Metric(string name) => Names.Resolve(name);

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Writes one value per sample.</summary>
    internal abstract void Compute(in Scoring scoring);
}
