using System.Numerics.Tensors;
using Numeric = System.Numerics.Tensors.Tensor;

namespace ModelGen.Tests;

/// <summary>
/// Losses as the real Keras printed them (3.16 on its NumPy backend in float32; the same in 3.6 to 3.15 but for Tversky). Where a line says
/// "double formula", Keras printed nothing and the number is the formula's, computed by hand in double.
/// </summary>
internal static class KerasLosses
{
    private static readonly float[] s_classes = [0, 1, 0, 0, 0, 1], s_shares = [.05f, .95f, 0, .1f, .8f, .1f],
        s_classLogits = [1, 2, -1, .5f, -.5f, 0], s_sums = [1, 2, 1, 3, 1, 4];
    private static readonly float[] s_bits = [0, 1, 0, 0], s_chances = [.6f, .4f, .4f, .6f], s_bitLogits = [-18.6f, .51f, 2.94f, -12.8f];
    private static readonly float[] s_y = [0, 1, 2, 3], s_p = [1, 1.5f, 1, .25f];

    public static IEnumerable<KerasValue> All =>
    [
        Values("CategoricalCrossentropy", "none", "0.051293306, 2.3025851", new CategoricalCrossentropy(), s_classes, s_shares, 3),
        Value("CategoricalCrossentropy", "mean", "1.1769392", new CategoricalCrossentropy(), s_classes, s_shares, 3),
        Value("CategoricalCrossentropy", "sum", "2.3538785", new CategoricalCrossentropy(reduction: Reduction.Sum), s_classes, s_shares, 3),
        Value("CategoricalCrossentropy", "sampleWeight: 0.3, 0.7", "0.8135988", new CategoricalCrossentropy(), s_classes, s_shares, 3, .3f,
            .7f),
        Value("CategoricalCrossentropy", "mean with sampleWeight: 0.3, 0.7", "1.6271976",
            new CategoricalCrossentropy(reduction: Reduction.MeanWithSampleWeight), s_classes, s_shares, 3, .3f, .7f),
        Value("CategoricalCrossentropy", "labelSmoothing: 0.1", "1.4591359", new CategoricalCrossentropy(labelSmoothing: .1), s_classes,
            s_shares, 3),
        Value("CategoricalCrossentropy", "fromLogits", "0.7646409", new CategoricalCrossentropy(fromLogits: true), s_classes, s_classLogits,
            3),
        Values("CategoricalCrossentropy", "probabilities that do not add up to 1, none", "0.6931472, 0.6931472",
            new CategoricalCrossentropy(), s_classes, s_sums, 3),
        Value("CategoricalFocalCrossentropy", "mean", "0.23315276", new CategoricalFocalCrossentropy(), s_classes, s_shares, 3),
        Function("SparseCategoricalCrossentropy", "function", "0.051293306, 2.3025851",
            static () => Losses.SparseCategoricalCrossentropy([1, 2], s_shares, 3)),
        new("loss", "SparseCategoricalCrossentropy", "ignoreClass: 2, mean", "0.051293306",
            static () => [new SparseCategoricalCrossentropy(ignoreClass: 2).Value([1, 2], s_shares, 3)]),
        Function("SparseCategoricalCrossentropy", "ignoreClass: 2, none", "0.051293306, 0",
            static () => Losses.SparseCategoricalCrossentropy([1, 2], s_shares, 3, ignoreClass: 2)),
        Value("BinaryCrossentropy", "mean", "0.8149245", new BinaryCrossentropy(), s_bits, s_chances, 2),
        Values("BinaryCrossentropy", "none", "0.91629076, 0.7135582", new BinaryCrossentropy(), s_bits, s_chances, 2),
        Value("BinaryCrossentropy", "labelSmoothing: 0.1", "0.8047879", new BinaryCrossentropy(labelSmoothing: .1), s_bits, s_chances, 2),
        Value("BinaryCrossentropy", "fromLogits", "0.86545783", new BinaryCrossentropy(fromLogits: true), s_bits, s_bitLogits, 2),
        Value("BinaryFocalCrossentropy", "mean", "0.26783153", new BinaryFocalCrossentropy(), s_bits, s_chances, 2),
        Value("BinaryFocalCrossentropy", "applyClassBalancing", "0.15964057", new BinaryFocalCrossentropy(applyClassBalancing: true),
            s_bits, s_chances, 2),
        Value("Hinge", "mean", "1.3", new Hinge(), s_bits, s_chances, 2),
        Value("SquaredHinge", "mean", "1.86", new SquaredHinge(), s_bits, s_chances, 2),
        Value("CategoricalHinge", "mean", "1.4", new CategoricalHinge(), s_bits, s_chances, 2),
        Value("Dice", "mean", "0.73333335", new Dice(), s_bits, s_chances, 2),
        Value("Tversky", "mean", "0.73333335", new Tversky(), s_bits, s_chances, 2),
        Value("Tversky", "alpha: 0.3, beta: 0.7", "0.6923077", new Tversky(.3, .7), s_bits, s_chances, 2),
        Value("MeanSquaredError", "mean", "2.453125", new MeanSquaredError(), s_y, s_p, 2),
        Values("MeanSquaredError", "none", "0.625, 4.28125", new MeanSquaredError(), s_y, s_p, 2),
        Value("MeanSquaredError", "sampleWeight: 0.7, 0.3", "0.86093754", new MeanSquaredError(), s_y, s_p, 2, .7f, .3f),
        new("loss", "MeanSquaredError", "sampleWeight: 0.7, 0.3 as 2 x 1", "0.86093754", static () =>
            [new MeanSquaredError()
                .Value(Numeric.Create(s_y, [2, 2]), Numeric.Create(s_p, [2, 2]), Numeric.Create((float[])[.7f, .3f], [2, 1]))]),
        Value("MeanAbsoluteError", "mean", "1.3125", new MeanAbsoluteError(), s_y, s_p, 2),
        Value("MeanAbsolutePercentageError", "mean", "250000030", new MeanAbsolutePercentageError(), s_y, s_p, 2),
        Values("MeanAbsolutePercentageError", "none", "500000000, 70.833336", new MeanAbsolutePercentageError(), s_y, s_p, 2),
        Value("MeanSquaredLogarithmicError", "mean", "0.5118919", new MeanSquaredLogarithmicError(), s_y, s_p, 2),
        Values("MeanSquaredLogarithmicError", "none", "0.26512295, 0.75866085", new MeanSquaredLogarithmicError(), s_y, s_p, 2),
        Value("LogCosh", "mean", "0.76215184", new LogCosh(), s_y, s_p, 2),
        Values("LogCosh", "none", "0.27694765, 1.247356", new LogCosh(), s_y, s_p, 2),
        Value("Poisson", "mean", "1.8758543", new Poisson(), s_y, s_p, 2),
        Values("Poisson", "none", "1.0472674, 2.704441", new Poisson(), s_y, s_p, 2),
        Value("KLDivergence", "mean", "0.69314635", new KLDivergence(), s_y, s_p, 2),
        Values("KLDivergence", "none", "-1.6118e-6, 1.3862944", new KLDivergence(), s_y, s_p, 2),
        Value("CosineSimilarity", "mean", "-0.78599524", new CosineSimilarity(), s_y, s_p, 2),
        Values("CosineSimilarity", "none", "-0.8320503, -0.7399401", new CosineSimilarity(), s_y, s_p, 2),
        Value("Huber", "mean", "0.84375", new Huber(), s_y, s_p, 2),
        Values("Huber", "none", "0.3125, 1.375", new Huber(), s_y, s_p, 2),
        Value("Huber", "delta: 0.5", "0.53125", new Huber(.5), s_y, s_p, 2),

        // Double formula: y = [1, 0], p = [.6, .4], logits [2, -1, 0.5] of class 0. Sigmoid(z) and softmax(z) by hand: see each line.
        // 0.25 (1 - q)^2 (-ln q), q = e^2 / (e^2 + e^-1 + e^0.5) = 0.78559703
        Value("CategoricalFocalCrossentropy", "fromLogits (double formula)", "0.0027731875",
            new CategoricalFocalCrossentropy(fromLogits: true), [1, 0, 0], [2, -1, .5f], 3),
        // (1 - q)^2 (-ln q), q = 1 / (1 + e^-2) = 0.88079708
        Value("BinaryFocalCrossentropy", "fromLogits (double formula)", "0.0018035628", new BinaryFocalCrossentropy(fromLogits: true), [1],
            [2], 1),
        // Rows: 1 - 2 (.4) / (1 + 1) = 0.6 and 1 - 0 = 1
        Values("Dice", "axis: -1, none (double formula)", "0.6, 1", new Dice(axis: -1), s_bits, s_chances, 2),
        // Columns: 1 and 1 - 2 (.4) / (1 + 1) = 0.6
        Values("Dice", "axis: 0, none (double formula)", "1, 0.6", new Dice(axis: 0), s_bits, s_chances, 2),
        // Columns of y [0,1,2,3] and p [1,1.5,1,.25]: -(0 1 + 2 1) / (2 sqrt 2), -(1.5 + .75) / (sqrt 10 sqrt 2.3125)
        Values("CosineSimilarity", "axis: 0, none (double formula)", "-0.70710678, -0.46788772", new CosineSimilarity(axis: 0), s_y, s_p,
            2),
    ];

    private static KerasValue Value(string name, string configuration, string expected, Loss loss, float[] y, float[] p, int lastAxis,
        params float[] weights) =>
        new("loss", name, configuration, expected, () => [loss.Value(y, p, lastAxis, weights)]);

    private static KerasValue Values(string name, string configuration, string expected, Loss loss, float[] y, float[] p, int lastAxis) =>
        new("loss", name, configuration, expected, () => [.. loss.Values(y, p, lastAxis).Select(v => (double)v)]);

    private static KerasValue Function(string name, string configuration, string expected, Func<float[]> function) =>
        new("loss", name, configuration, expected, () => [.. function().Select(v => (double)v)]);
}
