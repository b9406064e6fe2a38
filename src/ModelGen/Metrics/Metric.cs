using System.Diagnostics.CodeAnalysis;
using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// A number that is watched but not trained on. A metric writes some values for each sample where the outputs are, and folds them, in
/// sample order and in double, into sums that give its result over an epoch. The classes are those of <see cref="Metrics"/>: <c>new
/// Metrics.AUC()</c>. A string stands for the metric of that name with its defaults, and is the name it then has in the history:
/// <c>"accuracy"</c>, <c>"mse"</c>, <c>"AUC"</c>, <c>"f1_score"</c>. Any loss can be watched as well: <c>new Huber(delta: 2)</c>.
/// </summary>
/// <remarks>
/// Outside of <c>Fit</c> and <c>Evaluate</c> a metric measures arrays:
/// <code>
/// var recall = new Metrics.Recall();
/// recall.UpdateState([0, 1, 1], [.1f, .2f, .9f]);
/// Console.WriteLine(recall.Result());   // 0.5
/// </code>
/// </remarks>
[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)]
public abstract partial class Metric
{
    /// <summary>A metric.</summary>
    /// <param name="name">As the user calls it; null for <paramref name="defaultName"/>.</param>
    /// <param name="defaultName">Keras's name.</param>
    /// <param name="isNumbered">Whether a second one without a name is called <c>auc_1</c>, as Keras does with those that have no name of
    /// their own by default.</param>
    private protected Metric(string? name, string defaultName, bool isNumbered = false)
    {
        if (name is { Length: 0 })
        {
            throw new ArgumentException("The name of a metric is empty; leave it out or give one.", nameof(name));
        }
        (Name, IsNumbered) = (name ?? defaultName, isNumbered && name is null);
    }

    /// <summary>
    /// How often the answer is right. What that means follows from the shapes, as Keras's string <c>"accuracy"</c> does: for one output, y
    /// = (p &gt; 0.5); for class indices, y = the class with the largest output; for dense targets, both have their largest value in the
    /// same place. Of equal values the first counts. (<see cref="Metrics.Accuracy"/> is Keras's class of that name, which asks for
    /// equality.)
    /// </summary>
    public static Metric Accuracy => new ShapedAccuracy("accuracy");

    /// <summary>Its name in the history.</summary>
    public string Name { get; }

    /// <summary>The metric of this name, in any case.</summary>
    /// <exception cref="ArgumentException">There is none, or it cannot do without arguments; the message lists the near names and all, or
    /// says what to write.</exception>
    public static implicit operator Metric(string name) => MetricCatalog.Resolve(name);

    /// <summary>A loss that is watched: its mean over the samples, whatever its reduction, under the loss's name.</summary>
    /// <exception cref="ArgumentException">The loss ignores a label.</exception>
    public static implicit operator Metric(Loss loss)
    {
        ArgumentNullException.ThrowIfNull(loss);
        return new WatchedLoss(loss);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Whether a second metric of this name gets a number.</summary>
    internal bool IsNumbered { get; }

    /// <summary>Whether larger is better; null where that cannot be said. Callbacks that monitor it ask.</summary>
    internal abstract bool? HigherIsBetter { get; }

    /// <summary>Throws where this metric makes no sense for such an output, whatever the labels, saying what to write instead.</summary>
    internal virtual void Check(OutputLayout output) { }

    /// <summary>Throws where this metric makes no sense for such an output and such labels, saying what to write instead.</summary>
    internal virtual void Check(OutputLayout output, bool labelsAreClasses) => Check(output);

    /// <summary>Throws where this metric makes no sense of what a loss takes outputs for, saying what to write instead.</summary>
    internal virtual void CheckBeside(Loss loss, OutputLayout output) { }

    /// <summary>Which targets it can make sense of, where they are not classes of several outputs.</summary>
    internal virtual TargetDomain TargetsOf(OutputLayout output) => TargetDomain.Finite;

    /// <summary>The same where it measures arrays by itself.</summary>
    internal virtual TargetDomain TargetsAlone(OutputLayout output) => TargetsOf(output);

    /// <summary>Throws where predictions that come from no model make no sense to it.</summary>
    internal virtual void CheckPredictions(ReadOnlySpan<float> yPred) { }

    /// <summary>How many floats it writes for each sample.</summary>
    internal virtual int ValuesPerSample(OutputLayout output) => 1;

    /// <summary>How many numbers its sums are.</summary>
    internal virtual int StateLength(OutputLayout output) => 2;

    /// <summary>How many results it has: one, unless it was asked for one per class or threshold.</summary>
    internal virtual int ResultCount(OutputLayout output) => 1;

    /// <summary>How many floats of working memory its kernel needs for each sample.</summary>
    internal virtual int WorkPerSample(OutputLayout output) => 0;

    /// <summary>
    /// Whether its kernel multiplies with the samples' weights, which are otherwise only looked at when values are added up.
    /// </summary>
    internal virtual bool KernelWeighs => false;

    /// <summary>Numbers of its own that its kernel reads.</summary>
    internal virtual ReadOnlySpan<float> Constants => [];

    /// <summary>Writes the values of each sample: [samples, <see cref="ValuesPerSample"/>].</summary>
    internal abstract void Compute(in Scoring scoring);

    /// <summary>Adds the values of one sample to the sums.</summary>
    /// <param name="state">The sums. Here, and in most metrics: the weighted total of the sample's value, and the weights'.</param>
    /// <param name="values">What the kernel wrote for this sample.</param>
    /// <param name="weight">How much the sample counts: 1 where there are no weights.</param>
    internal virtual void Fold(Span<double> state, ReadOnlySpan<float> values, double weight)
    {
        state[0] += weight * values[0];
        state[1] += weight;
    }

    /// <summary>Computes the results from the sums. Here: the mean, 0 where nothing was added.</summary>
    internal virtual void Finish(ReadOnlySpan<double> state, Span<double> results) => results[0] = Ratio(state[0], state[1]);

    /// <summary>A quotient, 0 where the divisor is 0.</summary>
    private protected static double Ratio(double a, double b) => b == 0 ? 0 : a / b;
}
