using System.Diagnostics.CodeAnalysis;
using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// What training makes small: one number for each sample, and what the reduction makes of those of a batch, their mean say. Losses have no
/// state, so one object may serve many models. A string stands for the loss of that name: <c>"categorical_crossentropy"</c>,
/// <c>"CategoricalCrossentropy"</c>, <c>"mse"</c>; <c>"crossentropy"</c> for the one that fits the shapes. Static functions of the same
/// names are in <see cref="Losses"/>.
/// </summary>
[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)]
public abstract partial class Loss
{
    private protected Loss(string name, Reduction reduction = Reduction.SumOverBatchSize) => (Name, Reduction) = (name, reduction);

    /// <summary>
    /// The cross-entropy of outputs that are probabilities of their own: <see cref="ModelGen.BinaryCrossentropy"/> with its defaults.
    /// </summary>
    public static BinaryCrossentropy BinaryCrossentropy => field ??= new();

    /// <summary>
    /// The same, where what is right already counts little: <see cref="ModelGen.BinaryFocalCrossentropy"/> with its defaults.
    /// </summary>
    public static BinaryFocalCrossentropy BinaryFocalCrossentropy => field ??= new();

    /// <summary>
    /// The cross-entropy of classes, for class indices and for dense targets: <see cref="ModelGen.CategoricalCrossentropy"/> with its
    /// defaults.
    /// </summary>
    public static CategoricalCrossentropy CategoricalCrossentropy => field ??= new();

    /// <summary>
    /// The same, where what is right already counts little: <see cref="ModelGen.CategoricalFocalCrossentropy"/> with its defaults.
    /// </summary>
    public static CategoricalFocalCrossentropy CategoricalFocalCrossentropy => field ??= new();

    /// <summary>The loss of margins between classes: <see cref="ModelGen.CategoricalHinge"/> with its defaults.</summary>
    public static CategoricalHinge CategoricalHinge => field ??= new();

    /// <summary>
    /// Minus the cosine of the angle between target and output: <see cref="ModelGen.CosineSimilarity"/> with its defaults.
    /// </summary>
    public static CosineSimilarity CosineSimilarity => field ??= new();

    /// <summary>How little two sets overlap: <see cref="ModelGen.Dice"/> with its defaults.</summary>
    public static Dice Dice => field ??= new();

    /// <summary>The loss of margins, for labels -1 and 1: <see cref="ModelGen.Hinge"/> with its defaults.</summary>
    public static Hinge Hinge => field ??= new();

    /// <summary>A squared error that is a line far out: <see cref="ModelGen.Huber"/> with its defaults.</summary>
    public static Huber Huber => field ??= new();

    /// <summary>The divergence of Kullback and Leibler: <see cref="ModelGen.KLDivergence"/> with its defaults.</summary>
    public static KLDivergence KLDivergence => field ??= new();

    /// <summary>The logarithm of the hyperbolic cosine of the error: <see cref="ModelGen.LogCosh"/> with its defaults.</summary>
    public static LogCosh LogCosh => field ??= new();

    /// <summary>The mean of absolute differences: <see cref="ModelGen.MeanAbsoluteError"/> with its defaults.</summary>
    public static MeanAbsoluteError MeanAbsoluteError => field ??= new();

    /// <summary>
    /// The mean of differences in percent of the target: <see cref="ModelGen.MeanAbsolutePercentageError"/> with its defaults.
    /// </summary>
    public static MeanAbsolutePercentageError MeanAbsolutePercentageError => field ??= new();

    /// <summary>The mean of squared differences: <see cref="ModelGen.MeanSquaredError"/> with its defaults.</summary>
    public static MeanSquaredError MeanSquaredError => field ??= new();

    /// <summary>
    /// The mean of squared differences of logarithms: <see cref="ModelGen.MeanSquaredLogarithmicError"/> with its defaults.
    /// </summary>
    public static MeanSquaredLogarithmicError MeanSquaredLogarithmicError => field ??= new();

    /// <summary>The loss of counts: <see cref="ModelGen.Poisson"/> with its defaults.</summary>
    public static Poisson Poisson => field ??= new();

    /// <summary>
    /// The cross-entropy of classes, for class indices only: <see cref="ModelGen.SparseCategoricalCrossentropy"/> with its defaults.
    /// </summary>
    public static SparseCategoricalCrossentropy SparseCategoricalCrossentropy => field ??= new();

    /// <summary>The squared loss of margins, for labels -1 and 1: <see cref="ModelGen.SquaredHinge"/> with its defaults.</summary>
    public static SquaredHinge SquaredHinge => field ??= new();

    /// <summary>
    /// How little two sets overlap, with a weight for each way to be wrong: <see cref="ModelGen.Tversky"/> with its defaults.
    /// </summary>
    public static Tversky Tversky => field ??= new();

    private static readonly NamedChoice<Loss> Names = new("loss", StringComparison.Ordinal,
        (["binary_crossentropy", "BinaryCrossentropy", "bce", "BCE"], static _ => BinaryCrossentropy),
        (["binary_focal_crossentropy", "BinaryFocalCrossentropy"], static _ => BinaryFocalCrossentropy),
        (["categorical_crossentropy", "CategoricalCrossentropy"], static _ => CategoricalCrossentropy),
        (["categorical_focal_crossentropy", "CategoricalFocalCrossentropy"], static _ => CategoricalFocalCrossentropy),
        (["categorical_hinge", "CategoricalHinge"], static _ => CategoricalHinge),
        (["cosine_similarity", "CosineSimilarity"], static _ => CosineSimilarity),
        (["dice", "Dice"], static _ => Dice),
        (["hinge", "Hinge"], static _ => Hinge),
        (["huber", "Huber"], static _ => Huber),
        (["kl_divergence", "KLDivergence", "kld", "KLD"], static _ => KLDivergence),
        (["log_cosh", "LogCosh"], static _ => LogCosh),
        (["mean_absolute_error", "MeanAbsoluteError", "mae", "MAE"], static _ => MeanAbsoluteError),
        (["mean_absolute_percentage_error", "MeanAbsolutePercentageError", "mape", "MAPE"], static _ => MeanAbsolutePercentageError),
        (["mean_squared_error", "MeanSquaredError", "mse", "MSE"], static _ => MeanSquaredError),
        (["mean_squared_logarithmic_error", "MeanSquaredLogarithmicError", "msle", "MSLE"], static _ => MeanSquaredLogarithmicError),
        (["poisson", "Poisson"], static _ => Poisson),
        (["sparse_categorical_crossentropy", "SparseCategoricalCrossentropy"], static _ => SparseCategoricalCrossentropy),
        (["squared_hinge", "SquaredHinge"], static _ => SquaredHinge),
        (["tversky", "Tversky"], static _ => Tversky),
        (["crossentropy", "ce"], static name => new ShapeCrossentropy(name)));

    /// <summary>Keras's name: <c>categorical_crossentropy</c>.</summary>
    public string Name { get; }

    /// <summary>How one number is made of those of a batch.</summary>
    public Reduction Reduction { get; }

    /// <summary>
    /// The loss of this name, as Keras resolves it: class names and function names as they are written, and <c>bce</c>, <c>kld</c>,
    /// <c>mae</c>, <c>mse</c>, <c>mape</c>, <c>msle</c>, also in capitals.
    /// </summary>
    /// <exception cref="ArgumentException">There is none; the message lists the near names and all.</exception>
    public static implicit operator Loss(string name) => Names.Resolve(name);

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>What messages call it: its class, unless that says nothing.</summary>
    internal virtual string Called => GetType().Name;

    /// <summary>
    /// Throws where this loss cannot be trained on, or makes no sense for such an output, whatever the labels; says what to write instead.
    /// </summary>
    internal void Check(OutputLayout output)
    {
        if (Reduction == Reduction.None)
        {
            throw new InvalidOperationException(
                $"{Called} has Reduction.None, so it gives a number for each sample and not one to make small. "
                + "Leave the reduction out or write Reduction.Sum to train, and call the loss itself for the numbers of the samples.");
        }

        CheckOutput(output);
    }

    /// <summary>The same for such labels too.</summary>
    internal void Check(OutputLayout output, bool labelsAreClasses)
    {
        Check(output);
        CheckLabels(output, labelsAreClasses);
    }

    /// <summary>Throws where this loss makes no sense for such labels of such an output, whatever it ends in.</summary>
    internal void CheckLabelsAlone(OutputLayout output, bool labelsAreClasses) => CheckLabels(output, labelsAreClasses);

    /// <summary>Throws where this loss makes no sense for such an output.</summary>
    private protected abstract void CheckOutput(OutputLayout output);

    /// <summary>Throws where this loss makes no sense for such labels of such an output.</summary>
    private protected abstract void CheckLabels(OutputLayout output, bool labelsAreClasses);

    /// <summary>
    /// Below which number class indices must lie, or null where they are values of any size: those of a model with one output, mostly.
    /// </summary>
    internal virtual int? ClassesOf(OutputLayout output) => output.Columns > 1 ? output.Columns : null;

    /// <summary>Which targets it can make sense of, where they are not classes.</summary>
    internal virtual TargetDomain Targets => TargetDomain.Finite;

    /// <summary>The same where it is called by itself.</summary>
    internal virtual TargetDomain TargetsAlone => Targets;

    /// <summary>What it takes outputs for.</summary>
    internal virtual OutputMeaning Meaning => OutputMeaning.Values;

    /// <summary>A label that need not be a class and whose rows do not count.</summary>
    internal virtual int? IgnoredLabel => null;

    /// <summary>Whether the gradient it writes is that of the last activation's input.</summary>
    internal virtual bool TakesLogits(OutputLayout output) => false;

    /// <summary>How many floats of working memory it needs for each sample.</summary>
    internal virtual int WorkPerSample(OutputLayout output) => 0;

    /// <summary>Writes one loss per sample and, where it is wanted, the gradient of the batch's loss.</summary>
    internal abstract void Compute(in Scoring scoring);

    /// <summary>
    /// What the weighted sum of a batch's values is divided by, for each of its samples: its value is divided by this, and the gradient by
    /// this times the number of samples. Infinite where the sum is divided by 0, because Keras makes that 0.
    /// </summary>
    /// <param name="s">The batch.</param>
    /// <param name="valuesPerSample">How many values a sample has.</param>
    /// <param name="settings">Says whether some rows do not count.</param>
    internal double DivisorPerSample(in Scoring s, int valuesPerSample, LossSettings settings = default)
    {
        if (s.IsUnreduced) { return valuesPerSample; }
        double divisor = Reduction switch
        {
            Reduction.Sum => 1,
            Reduction.MeanWithSampleWeight when !s.Weights.IsEmpty => SumOfWeights(s, valuesPerSample, settings),
            _ => settings.HasIgnored == 0
                ? (double)valuesPerSample * s.Step.BatchSize : s.HostClasses.Length - s.HostClasses.Count(settings.Ignored),
        };
        return divisor == 0 ? double.PositiveInfinity : divisor / s.Step.BatchSize;
    }

    /// <summary>The same for a loss with one value for each row of the output.</summary>
    internal double DivisorPerSample(in Scoring s) => DivisorPerSample(s, s.Layout.Rows);

    private static double SumOfWeights(in Scoring s, int valuesPerSample, LossSettings settings)
    {
        double sum = 0;
        if (settings.HasIgnored == 0)
        {
            foreach (float weight in s.HostWeights) { sum += weight; }
            return sum * valuesPerSample / s.WeightsPerSample;
        }

        for (int row = 0; row < s.HostClasses.Length; row++)
        {
            if (s.HostClasses[row] != settings.Ignored) { sum += s.HostWeights[row / (valuesPerSample / s.WeightsPerSample)]; }
        }

        return sum;
    }
}
