using ModelGen.Data;
using Reference = ModelGen.Oracle;

namespace ModelGen.Tests;

/// <summary>A loss behind an ending, with the Oracle's version of it and numbers to try: ordinary ones and extreme ones.</summary>
/// <param name="Name">As tests name it.</param>
/// <param name="Loss">Ours.</param>
/// <param name="Ending">The last activation.</param>
/// <param name="Oracle">The plain double version: of the outputs, or of the logits where ours takes these.</param>
/// <param name="Columns">Values of a row.</param>
/// <param name="Y">Targets.</param>
/// <param name="X">Outputs or, where ours takes logits, these.</param>
internal sealed record LossCase(string Name, Loss Loss, Activation Ending, Reference.Loss Oracle, int Columns, float[] Y, float[] X)
{
    /// <summary>Whether groups are whole batches and not rows.</summary>
    public bool IsOfBatch => Loss is Dice { Axis: null } or Tversky { Axis: null };

    public Labels Labels => new((ReadOnlyMemory<float>)Y);

    /// <summary>
    /// Values or gradients are sums in which nearly everything cancels, so that float32 cannot be good to some units in the last place.
    /// </summary>
    public bool IsIllConditioned { get; init; }

    public override string ToString() => Name;
}

/// <summary>Every loss with every ending that makes sense for it.</summary>
internal static class LossCases
{
    private static readonly float[] s_values = [.3f, -1.2f, .05f, 2.5f, .7f, -.4f], s_targets = [.25f, -1, .5f, 2, -.7f, .1f];
    private static readonly float[] s_far = [1e6f, -3e4f, 1e-6f, 40, -88, 0], s_farTargets = [-1e6f, 2e4f, 0, -40, 100, 1e-3f];
    private static readonly float[] s_rates = [.3f, 1.2f, .05f, 2.5f, .7f, .4f], s_counts = [0, 1, 2, 3, 1, 0];
    private static readonly float[] s_chances = [.3f, .62f, .08f, .5f, .95f, .4f], s_bits = [0, 1, 0, 1, 1, 0],
        s_softBits = [.1f, .7f, .2f, 1, .5f, 0];
    private static readonly float[] s_edges = [0, 1, 1, 0, 1e-8f, .99999994f];
    private static readonly float[] s_logits = [1.5f, -2, .3f, .1f, -.6f, 4], s_farLogits = [40, -60, 100, -100, -30, 90];
    private static readonly float[] s_signs = [-1, 1, 1, -1, -1, 1];
    private static readonly float[] s_classes = [0, 1, 0, 0, 0, 1], s_softClasses = [.2f, .7f, .1f, 0, .4f, .6f];
    private static readonly float[] s_shares = [.2f, .5f, .3f, .15f, .6f, .25f], s_edgeShares = [0, 1, 0, 1, 0, 0],
        s_sums = [.4f, 2.2f, .9f, .3f, 1.7f, 2.1f];

    public static IEnumerable<LossCase> All =>
    [
        .. Two("squared error", Loss.MeanSquaredError, new Reference.MeanSquaredError()),
        .. Two("absolute error", Loss.MeanAbsoluteError, new Reference.MeanAbsoluteError()),
        .. Two("percentage error", Loss.MeanAbsolutePercentageError, new Reference.MeanAbsolutePercentageError()),
        .. Two("Huber", Loss.Huber, new Reference.Huber()),
        .. Two("narrow Huber", new Huber(.1), new Reference.Huber(.1)),
        .. Two("log cosh", Loss.LogCosh, new Reference.LogCosh()),
        new("log cosh of tiny errors", Loss.LogCosh, Activation.Linear, new Reference.LogCosh(), 3, [1, 0, 2, 0, 0, 0],
            [1.0001f, 1e-5f, 1.999f, 1e-12f, -3e-4f, 0]),
        new("logarithmic error", Loss.MeanSquaredLogarithmicError, Activation.Linear, new Reference.MeanSquaredLogarithmicError(), 3,
            s_counts, s_rates) { IsIllConditioned = true },
        new("logarithmic error, extreme", Loss.MeanSquaredLogarithmicError, Activation.Linear, new Reference.MeanSquaredLogarithmicError(),
            3, [0, 1e-3f, 1e9f, 5, 0, 1], [1e9f, -5, 1e-6f, 1e20f, -1e-9f, 2]),
        new("Poisson", Loss.Poisson, Activation.Linear, new Reference.Poisson(), 3, s_counts, s_rates) { IsIllConditioned = true },
        new("Poisson, extreme", Loss.Poisson, Activation.Linear, new Reference.Poisson(), 3, [0, 5, 1e6f, 2, 0, 1],
            [1e6f, 0, 1e-6f, 1e9f, 0, 1e-3f]) { IsIllConditioned = true },
        new("Poisson, softmax", Loss.Poisson, Activation.Softmax, new Reference.Poisson(), 3, s_counts, s_logits)
        {
            IsIllConditioned = true,
        },
        new("divergence", Loss.KLDivergence, Activation.Linear, new Reference.KLDivergence(), 3, s_softClasses, s_shares)
        {
            IsIllConditioned = true,
        },
        new("divergence, softmax", Loss.KLDivergence, Activation.Softmax, new Reference.KLDivergence(), 3, s_softClasses, s_logits)
        {
            IsIllConditioned = true,
        },
        new("divergence, extreme", Loss.KLDivergence, Activation.Linear, new Reference.KLDivergence(), 3, [0, 1, 2, 3, 1, .5f],
            [1, 1e-9f, .5f, 0, 2, 1e-5f]) { IsIllConditioned = true },
        new("hinge", Loss.Hinge, Activation.Linear, new Reference.Hinge(LabelsAreBits: false), 3, s_signs, s_values),
        new("hinge of bits", Loss.Hinge, Activation.Linear, new Reference.Hinge(LabelsAreBits: true), 3, s_bits, s_values),
        new("hinge, extreme", Loss.Hinge, Activation.Linear, new Reference.Hinge(LabelsAreBits: false), 3, s_signs, s_far),
        new("squared hinge", Loss.SquaredHinge, Activation.Linear, new Reference.Hinge(LabelsAreBits: false, IsSquared: true), 3, s_signs,
            s_values),
        new("squared hinge of bits", Loss.SquaredHinge, Activation.Linear, new Reference.Hinge(LabelsAreBits: true, IsSquared: true), 3,
            s_bits, s_values),
        new("squared hinge, extreme", Loss.SquaredHinge, Activation.Linear, new Reference.Hinge(LabelsAreBits: false, IsSquared: true), 3,
            s_signs, s_far),
        new("categorical hinge", Loss.CategoricalHinge, Activation.Linear, new Reference.CategoricalHinge(), 3, s_classes, s_values),
        new("categorical hinge, softmax", Loss.CategoricalHinge, Activation.Softmax, new Reference.CategoricalHinge(), 3, s_softClasses,
            s_logits),
        new("categorical hinge, extreme", Loss.CategoricalHinge, Activation.Linear, new Reference.CategoricalHinge(), 3, s_classes, s_far),
        new("cosine", Loss.CosineSimilarity, Activation.Linear, new Reference.CosineSimilarity(), 3, s_targets, s_values)
        {
            IsIllConditioned = true,
        },
        new("cosine, extreme", Loss.CosineSimilarity, Activation.Linear, new Reference.CosineSimilarity(), 3, [1e6f, 2e6f, 0, 1, 2, 3],
            [3e-3f, 0, 1e5f, 0, 0, 0]) { IsIllConditioned = true },

        .. Binary("binary", static (logits, smoothing) => new BinaryCrossentropy(logits, smoothing),
            static (logits, smoothing) => new Reference.BinaryCrossentropy(logits, smoothing)),
        .. Binary("binary focal", static (logits, smoothing) => new BinaryFocalCrossentropy(fromLogits: logits, labelSmoothing: smoothing),
            static (logits, smoothing) => new Reference.BinaryFocalCrossentropy(FromLogits: logits, LabelSmoothing: smoothing)),
        .. Binary("balanced binary focal", static (logits, smoothing) => new BinaryFocalCrossentropy(true, .3, 1, logits, smoothing),
            static (logits, smoothing) => new Reference.BinaryFocalCrossentropy(true, .3, 1, logits, smoothing)),
        .. Binary("binary focal of power 0.5",
            static (logits, smoothing) => new BinaryFocalCrossentropy(gamma: .5, fromLogits: logits, labelSmoothing: smoothing),
            static (logits, smoothing) => new Reference.BinaryFocalCrossentropy(Gamma: .5, FromLogits: logits, LabelSmoothing: smoothing)),

        .. Categorical("categorical", static (logits, smoothing) => new CategoricalCrossentropy(logits, smoothing),
            static (logits, smoothing) => logits
                ? new Reference.CategoricalCrossentropyFromLogits((float)smoothing)
                : new Reference.CategoricalCrossentropy((float)smoothing)),
        .. Categorical("categorical focal",
            static (logits, smoothing) => new CategoricalFocalCrossentropy(fromLogits: logits, labelSmoothing: smoothing),
            static (logits, smoothing) => new Reference.CategoricalFocalCrossentropy(FromLogits: logits, LabelSmoothing: smoothing)),
        .. Categorical("categorical focal of power 0.5",
            static (logits, smoothing) => new CategoricalFocalCrossentropy(.6, .5, logits, smoothing),
            static (logits, smoothing) => new Reference.CategoricalFocalCrossentropy(.6, .5, logits, smoothing)),

        .. Overlap("Dice", new Dice(), new Dice(axis: -1), new Reference.Dice()),
        .. Overlap("Tversky", new Tversky(.3, .7), new Tversky(.3, .7, axis: -1), new Reference.Tversky(.3, .7)),
    ];

    private static IEnumerable<LossCase> Two(string name, Loss loss, Reference.Loss oracle) =>
    [
        new(name, loss, Activation.Linear, oracle, 3, s_targets, s_values),
        new(name + ", sigmoid", loss, Activation.Sigmoid, oracle, 3, s_softBits, s_chances),
        new(name + ", softmax", loss, Activation.Softmax, oracle, 3, s_softClasses, s_logits),
        new(name + ", extreme", loss, Activation.Linear, oracle, 3, s_farTargets, s_far),
    ];

    private static IEnumerable<LossCase> Binary(string name, Func<bool, double, Loss> make, Func<bool, double, Reference.Loss> oracle) =>
    [
        new(name + ", sigmoid", make(false, 0), Activation.Sigmoid, oracle(true, 0), 3, s_bits, s_logits),
        new(name + ", smoothed sigmoid", make(false, .2), Activation.Sigmoid, oracle(true, .2), 3, s_softBits, s_logits),
        new(name + ", sigmoid, extreme", make(false, 0), Activation.Sigmoid, oracle(true, 0), 3, s_bits, s_farLogits),
        new(name + ", logits", make(true, 0), Activation.Linear, oracle(true, 0), 3, s_softBits, s_logits),
        new(name + ", logits, extreme", make(true, .1), Activation.Linear, oracle(true, .1), 3, s_bits, s_farLogits),
        new(name + ", probabilities", make(false, 0), Activation.Linear, oracle(false, 0), 3, s_softBits, s_chances)
        {
            IsIllConditioned = true,
        },
        new(name + ", softmax", make(false, .1), Activation.Softmax, oracle(false, .1), 3, s_softClasses, s_logits)
        {
            IsIllConditioned = true,
        },
        new(name + ", probabilities, extreme", make(false, 0), Activation.Linear, oracle(false, 0), 3, s_bits, s_edges)
        {
            IsIllConditioned = true,
        },
    ];

    private static IEnumerable<LossCase> Categorical(string name, Func<bool, double, Loss> make,
        Func<bool, double, Reference.Loss> oracle) =>
    [
        new(name + ", softmax", make(false, 0), Activation.Softmax, oracle(true, 0), 3, s_classes, s_logits) { IsIllConditioned = true },
        new(name + ", smoothed softmax", make(false, .2), Activation.Softmax, oracle(true, .2), 3, s_softClasses, s_logits)
        {
            IsIllConditioned = true,
        },
        new(name + ", softmax, extreme", make(false, 0), Activation.Softmax, oracle(true, 0), 3, s_classes, s_farLogits)
        {
            IsIllConditioned = true,
        },
        new(name + ", logits", make(true, .1), Activation.Linear, oracle(true, .1), 3, s_softClasses, s_logits) { IsIllConditioned = true },
        new(name + ", logits, extreme", make(true, 0), Activation.Linear, oracle(true, 0), 3, s_softClasses, s_farLogits)
        {
            IsIllConditioned = true,
        },
        new(name + ", probabilities", make(false, 0), Activation.Sigmoid, oracle(false, 0), 3, s_softClasses, s_sums)
        {
            IsIllConditioned = true,
        },
        new(name + ", probabilities, extreme", make(false, 0), Activation.Sigmoid, oracle(false, 0), 3, s_classes, s_edgeShares)
        {
            IsIllConditioned = true,
        },
    ];

    private static IEnumerable<LossCase> Overlap(string name, Loss whole, Loss rows, Reference.Loss oracle) =>
    [
        new(name, whole, Activation.Sigmoid, oracle, 3, s_bits, s_chances) { IsIllConditioned = true },
        new(name + " of rows", rows, Activation.Sigmoid, oracle, 3, s_softBits, s_chances) { IsIllConditioned = true },
        new(name + ", softmax", rows, Activation.Softmax, oracle, 3, s_classes, s_logits) { IsIllConditioned = true },
        new(name + " of nothing", whole, Activation.Sigmoid, oracle, 3, [0, 0, 0, 0, 0, 0], [0, 1e-6f, 0, 0, 0, 1e-3f])
        {
            IsIllConditioned = true,
        },
        new(name + " of everything", rows, Activation.Sigmoid, oracle, 3, [1, 1, 1, 1, 1, 1], [1, 1, 1, 1e-6f, 0, 1])
        {
            IsIllConditioned = true,
        },
    ];
}
