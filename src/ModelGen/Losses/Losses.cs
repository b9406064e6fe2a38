using System.Numerics.Tensors;

namespace ModelGen;

/// <summary>
/// Keras's loss functions: one value for each row of the outputs (the last axis is gone), without weights and without a reduction. The
/// classes of the same names have the formulas, the ranges of the numbers and the errors. Targets come first, as in Keras. Spans hold rows
/// of <c>lastAxis</c> values, one after the other; tensors must have the same shape, but [N] serves as [N, 1].
/// </summary>
public static class Losses
{
    /// <summary>-(y ln p + (1 - y) ln(1 - p)), the mean of each row: <see cref="ModelGen.BinaryCrossentropy"/>.</summary>
    /// <param name="yTrue">The targets, as many as outputs.</param>
    /// <param name="yPred">The outputs.</param>
    /// <param name="lastAxis">How many values a row has.</param>
    /// <param name="fromLogits">Whether outputs are logits instead of probabilities.</param>
    /// <param name="labelSmoothing">How much of each target is spread over the classes; 0 to 1.</param>
    public static float[] BinaryCrossentropy(
        ReadOnlySpan<float> yTrue, ReadOnlySpan<float> yPred, int lastAxis, bool fromLogits = false, double labelSmoothing = 0) =>
        new BinaryCrossentropy(fromLogits: fromLogits, labelSmoothing: labelSmoothing).ValuesOf(yTrue, yPred, lastAxis);

    /// <summary>The same of tensors.</summary>
    /// <param name="yTrue">The targets, in the shape of the outputs.</param>
    /// <param name="yPred">The outputs.</param>
    /// <param name="fromLogits">Whether outputs are logits instead of probabilities.</param>
    /// <param name="labelSmoothing">How much of each target is spread over the classes; 0 to 1.</param>
    public static Tensor<float> BinaryCrossentropy(Tensor<float> yTrue, Tensor<float> yPred, bool fromLogits = false,
        double labelSmoothing = 0) =>
        new BinaryCrossentropy(fromLogits: fromLogits, labelSmoothing: labelSmoothing).Values(yTrue, yPred);

    /// <summary>
    /// (1 - q)^gamma times the binary cross-entropy, q the probability of the right class, the mean of each row:
    /// <see cref="ModelGen.BinaryFocalCrossentropy"/>.
    /// </summary>
    /// <param name="yTrue">The targets, as many as outputs.</param>
    /// <param name="yPred">The outputs.</param>
    /// <param name="lastAxis">How many values a row has.</param>
    /// <param name="applyClassBalancing">Whether class 1 has the weight alpha and class 0 the weight 1 - alpha.</param>
    /// <param name="alpha">See the class.</param>
    /// <param name="gamma">The exponent; 0 or more.</param>
    /// <param name="fromLogits">Whether outputs are logits instead of probabilities.</param>
    /// <param name="labelSmoothing">How much of each target is spread over the classes; 0 to 1.</param>
    public static float[] BinaryFocalCrossentropy(
        ReadOnlySpan<float> yTrue, ReadOnlySpan<float> yPred, int lastAxis, bool applyClassBalancing = false, double alpha = 0.25,
        double gamma = 2.0, bool fromLogits = false, double labelSmoothing = 0) =>
        new BinaryFocalCrossentropy(applyClassBalancing: applyClassBalancing, alpha: alpha, gamma: gamma, fromLogits: fromLogits,
            labelSmoothing: labelSmoothing).ValuesOf(yTrue, yPred, lastAxis);

    /// <summary>The same of tensors.</summary>
    /// <param name="yTrue">The targets, in the shape of the outputs.</param>
    /// <param name="yPred">The outputs.</param>
    /// <param name="applyClassBalancing">Whether class 1 has the weight alpha and class 0 the weight 1 - alpha.</param>
    /// <param name="alpha">See the class.</param>
    /// <param name="gamma">The exponent; 0 or more.</param>
    /// <param name="fromLogits">Whether outputs are logits instead of probabilities.</param>
    /// <param name="labelSmoothing">How much of each target is spread over the classes; 0 to 1.</param>
    public static Tensor<float> BinaryFocalCrossentropy(
        Tensor<float> yTrue, Tensor<float> yPred, bool applyClassBalancing = false, double alpha = 0.25, double gamma = 2.0,
        bool fromLogits = false, double labelSmoothing = 0) =>
        new BinaryFocalCrossentropy(applyClassBalancing: applyClassBalancing, alpha: alpha, gamma: gamma, fromLogits: fromLogits,
            labelSmoothing: labelSmoothing).Values(yTrue, yPred);

    /// <summary>-sum of y ln p of each row: <see cref="ModelGen.CategoricalCrossentropy"/>.</summary>
    /// <param name="yTrue">The targets, as many as outputs.</param>
    /// <param name="yPred">The outputs.</param>
    /// <param name="lastAxis">How many values a row has.</param>
    /// <param name="fromLogits">Whether outputs are logits instead of probabilities.</param>
    /// <param name="labelSmoothing">How much of each target is spread over the classes; 0 to 1.</param>
    public static float[] CategoricalCrossentropy(
        ReadOnlySpan<float> yTrue, ReadOnlySpan<float> yPred, int lastAxis, bool fromLogits = false, double labelSmoothing = 0) =>
        new CategoricalCrossentropy(fromLogits: fromLogits, labelSmoothing: labelSmoothing).ValuesOf(yTrue, yPred, lastAxis);

    /// <summary>The same of tensors.</summary>
    /// <param name="yTrue">The targets, in the shape of the outputs.</param>
    /// <param name="yPred">The outputs.</param>
    /// <param name="fromLogits">Whether outputs are logits instead of probabilities.</param>
    /// <param name="labelSmoothing">How much of each target is spread over the classes; 0 to 1.</param>
    public static Tensor<float> CategoricalCrossentropy(
        Tensor<float> yTrue, Tensor<float> yPred, bool fromLogits = false, double labelSmoothing = 0) =>
        new CategoricalCrossentropy(fromLogits: fromLogits, labelSmoothing: labelSmoothing).Values(yTrue, yPred);

    /// <summary>-sum of alpha (1 - p)^gamma y ln p of each row: <see cref="ModelGen.CategoricalFocalCrossentropy"/>.</summary>
    /// <param name="yTrue">The targets, as many as outputs.</param>
    /// <param name="yPred">The outputs.</param>
    /// <param name="lastAxis">How many values a row has.</param>
    /// <param name="alpha">See the class.</param>
    /// <param name="gamma">The exponent; 0 or more.</param>
    /// <param name="fromLogits">Whether outputs are logits instead of probabilities.</param>
    /// <param name="labelSmoothing">How much of each target is spread over the classes; 0 to 1.</param>
    public static float[] CategoricalFocalCrossentropy(
        ReadOnlySpan<float> yTrue, ReadOnlySpan<float> yPred, int lastAxis, double alpha = 0.25, double gamma = 2.0,
        bool fromLogits = false, double labelSmoothing = 0) =>
        new CategoricalFocalCrossentropy(alpha: alpha, gamma: gamma, fromLogits: fromLogits, labelSmoothing: labelSmoothing)
            .ValuesOf(yTrue, yPred, lastAxis);

    /// <summary>The same of tensors.</summary>
    /// <param name="yTrue">The targets, in the shape of the outputs.</param>
    /// <param name="yPred">The outputs.</param>
    /// <param name="alpha">See the class.</param>
    /// <param name="gamma">The exponent; 0 or more.</param>
    /// <param name="fromLogits">Whether outputs are logits instead of probabilities.</param>
    /// <param name="labelSmoothing">How much of each target is spread over the classes; 0 to 1.</param>
    public static Tensor<float> CategoricalFocalCrossentropy(
        Tensor<float> yTrue, Tensor<float> yPred, double alpha = 0.25, double gamma = 2.0, bool fromLogits = false,
        double labelSmoothing = 0) =>
        new CategoricalFocalCrossentropy(alpha: alpha, gamma: gamma, fromLogits: fromLogits, labelSmoothing: labelSmoothing)
            .Values(yTrue, yPred);

    /// <summary>
    /// Max(neg - pos + 1, 0) of each row, pos = sum of y p, neg = the largest (1 - y) p: <see cref="ModelGen.CategoricalHinge"/>.
    /// </summary>
    /// <param name="yTrue">The targets, as many as outputs.</param>
    /// <param name="yPred">The outputs.</param>
    /// <param name="lastAxis">How many values a row has.</param>
    public static float[] CategoricalHinge(ReadOnlySpan<float> yTrue, ReadOnlySpan<float> yPred, int lastAxis) =>
        new CategoricalHinge().ValuesOf(yTrue, yPred, lastAxis);

    /// <summary>The same of tensors.</summary>
    /// <param name="yTrue">The targets, in the shape of the outputs.</param>
    /// <param name="yPred">The outputs.</param>
    public static Tensor<float> CategoricalHinge(Tensor<float> yTrue, Tensor<float> yPred) =>
        new CategoricalHinge().Values(yTrue, yPred);

    /// <summary>Minus the cosine of the angle between y and p along an axis: <see cref="ModelGen.CosineSimilarity"/>.</summary>
    /// <param name="yTrue">The targets, as many as outputs.</param>
    /// <param name="yPred">The outputs.</param>
    /// <param name="lastAxis">How many values a row has.</param>
    /// <param name="axis">The axis along which vectors lie; 0 counts the rows, -1 is the last one.</param>
    public static float[] CosineSimilarity(ReadOnlySpan<float> yTrue, ReadOnlySpan<float> yPred, int lastAxis, int axis = -1) =>
        new CosineSimilarity(axis: axis).ValuesOf(yTrue, yPred, lastAxis);

    /// <summary>The same of tensors.</summary>
    /// <param name="yTrue">The targets, in the shape of the outputs.</param>
    /// <param name="yPred">The outputs.</param>
    /// <param name="axis">The axis along which vectors lie; 0 counts the rows, -1 is the last one.</param>
    public static Tensor<float> CosineSimilarity(Tensor<float> yTrue, Tensor<float> yPred, int axis = -1) =>
        new CosineSimilarity(axis: axis).Values(yTrue, yPred);

    /// <summary>1 - 2 sum of y p / (sum of y + sum of p + 1e-7), over all values or along some axes: <see cref="ModelGen.Dice"/>.</summary>
    /// <param name="yTrue">The targets, as many as outputs.</param>
    /// <param name="yPred">The outputs.</param>
    /// <param name="lastAxis">How many values a row has.</param>
    /// <param name="axis">The axes along which sums go; left out: all, so that there is one value.</param>
    public static float[] Dice(ReadOnlySpan<float> yTrue, ReadOnlySpan<float> yPred, int lastAxis, params int[]? axis) =>
        new Dice(axis: axis).ValuesOf(yTrue, yPred, lastAxis);

    /// <summary>The same of tensors.</summary>
    /// <param name="yTrue">The targets, in the shape of the outputs.</param>
    /// <param name="yPred">The outputs.</param>
    /// <param name="axis">The axes along which sums go; left out: all, so that there is one value.</param>
    public static Tensor<float> Dice(Tensor<float> yTrue, Tensor<float> yPred, params int[]? axis) =>
        new Dice(axis: axis).Values(yTrue, yPred);

    /// <summary>Max(1 - y p, 0), the mean of each row; labels 0 and 1 stand for -1 and 1: <see cref="ModelGen.Hinge"/>.</summary>
    /// <param name="yTrue">The targets, as many as outputs.</param>
    /// <param name="yPred">The outputs.</param>
    /// <param name="lastAxis">How many values a row has.</param>
    public static float[] Hinge(ReadOnlySpan<float> yTrue, ReadOnlySpan<float> yPred, int lastAxis) =>
        new Hinge().ValuesOf(yTrue, yPred, lastAxis);

    /// <summary>The same of tensors.</summary>
    /// <param name="yTrue">The targets, in the shape of the outputs.</param>
    /// <param name="yPred">The outputs.</param>
    public static Tensor<float> Hinge(Tensor<float> yTrue, Tensor<float> yPred) =>
        new Hinge().Values(yTrue, yPred);

    /// <summary>E^2 / 2 up to delta, then a line, the mean of each row: <see cref="ModelGen.Huber"/>.</summary>
    /// <param name="yTrue">The targets, as many as outputs.</param>
    /// <param name="yPred">The outputs.</param>
    /// <param name="lastAxis">How many values a row has.</param>
    /// <param name="delta">Where the parabola becomes a line; more than 0.</param>
    public static float[] Huber(ReadOnlySpan<float> yTrue, ReadOnlySpan<float> yPred, int lastAxis, double delta = 1.0) =>
        new Huber(delta: delta).ValuesOf(yTrue, yPred, lastAxis);

    /// <summary>The same of tensors.</summary>
    /// <param name="yTrue">The targets, in the shape of the outputs.</param>
    /// <param name="yPred">The outputs.</param>
    /// <param name="delta">Where the parabola becomes a line; more than 0.</param>
    public static Tensor<float> Huber(Tensor<float> yTrue, Tensor<float> yPred, double delta = 1.0) =>
        new Huber(delta: delta).Values(yTrue, yPred);

    /// <summary>The sum of y ln(y / p) of each row, y and p kept in [1e-7, 1]: <see cref="ModelGen.KLDivergence"/>.</summary>
    /// <param name="yTrue">The targets, as many as outputs.</param>
    /// <param name="yPred">The outputs.</param>
    /// <param name="lastAxis">How many values a row has.</param>
    public static float[] KLDivergence(ReadOnlySpan<float> yTrue, ReadOnlySpan<float> yPred, int lastAxis) =>
        new KLDivergence().ValuesOf(yTrue, yPred, lastAxis);

    /// <summary>The same of tensors.</summary>
    /// <param name="yTrue">The targets, in the shape of the outputs.</param>
    /// <param name="yPred">The outputs.</param>
    public static Tensor<float> KLDivergence(Tensor<float> yTrue, Tensor<float> yPred) =>
        new KLDivergence().Values(yTrue, yPred);

    /// <summary>Ln(cosh(p - y)), the mean of each row: <see cref="ModelGen.LogCosh"/>.</summary>
    /// <param name="yTrue">The targets, as many as outputs.</param>
    /// <param name="yPred">The outputs.</param>
    /// <param name="lastAxis">How many values a row has.</param>
    public static float[] LogCosh(ReadOnlySpan<float> yTrue, ReadOnlySpan<float> yPred, int lastAxis) =>
        new LogCosh().ValuesOf(yTrue, yPred, lastAxis);

    /// <summary>The same of tensors.</summary>
    /// <param name="yTrue">The targets, in the shape of the outputs.</param>
    /// <param name="yPred">The outputs.</param>
    public static Tensor<float> LogCosh(Tensor<float> yTrue, Tensor<float> yPred) =>
        new LogCosh().Values(yTrue, yPred);

    /// <summary>|y - p|, the mean of each row: <see cref="ModelGen.MeanAbsoluteError"/>.</summary>
    /// <param name="yTrue">The targets, as many as outputs.</param>
    /// <param name="yPred">The outputs.</param>
    /// <param name="lastAxis">How many values a row has.</param>
    public static float[] MeanAbsoluteError(ReadOnlySpan<float> yTrue, ReadOnlySpan<float> yPred, int lastAxis) =>
        new MeanAbsoluteError().ValuesOf(yTrue, yPred, lastAxis);

    /// <summary>The same of tensors.</summary>
    /// <param name="yTrue">The targets, in the shape of the outputs.</param>
    /// <param name="yPred">The outputs.</param>
    public static Tensor<float> MeanAbsoluteError(Tensor<float> yTrue, Tensor<float> yPred) =>
        new MeanAbsoluteError().Values(yTrue, yPred);

    /// <summary>100 |y - p| / max(|y|, 1e-7), the mean of each row: <see cref="ModelGen.MeanAbsolutePercentageError"/>.</summary>
    /// <param name="yTrue">The targets, as many as outputs.</param>
    /// <param name="yPred">The outputs.</param>
    /// <param name="lastAxis">How many values a row has.</param>
    public static float[] MeanAbsolutePercentageError(ReadOnlySpan<float> yTrue, ReadOnlySpan<float> yPred, int lastAxis) =>
        new MeanAbsolutePercentageError().ValuesOf(yTrue, yPred, lastAxis);

    /// <summary>The same of tensors.</summary>
    /// <param name="yTrue">The targets, in the shape of the outputs.</param>
    /// <param name="yPred">The outputs.</param>
    public static Tensor<float> MeanAbsolutePercentageError(Tensor<float> yTrue, Tensor<float> yPred) =>
        new MeanAbsolutePercentageError().Values(yTrue, yPred);

    /// <summary>(y - p)^2, the mean of each row: <see cref="ModelGen.MeanSquaredError"/>.</summary>
    /// <param name="yTrue">The targets, as many as outputs.</param>
    /// <param name="yPred">The outputs.</param>
    /// <param name="lastAxis">How many values a row has.</param>
    public static float[] MeanSquaredError(ReadOnlySpan<float> yTrue, ReadOnlySpan<float> yPred, int lastAxis) =>
        new MeanSquaredError().ValuesOf(yTrue, yPred, lastAxis);

    /// <summary>The same of tensors.</summary>
    /// <param name="yTrue">The targets, in the shape of the outputs.</param>
    /// <param name="yPred">The outputs.</param>
    public static Tensor<float> MeanSquaredError(Tensor<float> yTrue, Tensor<float> yPred) =>
        new MeanSquaredError().Values(yTrue, yPred);

    /// <summary>(ln(1 + y) - ln(1 + p))^2, the mean of each row: <see cref="ModelGen.MeanSquaredLogarithmicError"/>.</summary>
    /// <param name="yTrue">The targets, as many as outputs.</param>
    /// <param name="yPred">The outputs.</param>
    /// <param name="lastAxis">How many values a row has.</param>
    public static float[] MeanSquaredLogarithmicError(ReadOnlySpan<float> yTrue, ReadOnlySpan<float> yPred, int lastAxis) =>
        new MeanSquaredLogarithmicError().ValuesOf(yTrue, yPred, lastAxis);

    /// <summary>The same of tensors.</summary>
    /// <param name="yTrue">The targets, in the shape of the outputs.</param>
    /// <param name="yPred">The outputs.</param>
    public static Tensor<float> MeanSquaredLogarithmicError(Tensor<float> yTrue, Tensor<float> yPred) =>
        new MeanSquaredLogarithmicError().Values(yTrue, yPred);

    /// <summary>P - y ln(p + 1e-7), the mean of each row: <see cref="ModelGen.Poisson"/>.</summary>
    /// <param name="yTrue">The targets, as many as outputs.</param>
    /// <param name="yPred">The outputs.</param>
    /// <param name="lastAxis">How many values a row has.</param>
    public static float[] Poisson(ReadOnlySpan<float> yTrue, ReadOnlySpan<float> yPred, int lastAxis) =>
        new Poisson().ValuesOf(yTrue, yPred, lastAxis);

    /// <summary>The same of tensors.</summary>
    /// <param name="yTrue">The targets, in the shape of the outputs.</param>
    /// <param name="yPred">The outputs.</param>
    public static Tensor<float> Poisson(Tensor<float> yTrue, Tensor<float> yPred) =>
        new Poisson().Values(yTrue, yPred);

    /// <summary>
    /// -ln p of the right class of each row; 0 where the label is the ignored class: <see cref="ModelGen.SparseCategoricalCrossentropy"/>.
    /// </summary>
    /// <param name="yTrue">The class of each row.</param>
    /// <param name="yPred">The outputs.</param>
    /// <param name="lastAxis">How many values a row has.</param>
    /// <param name="fromLogits">Whether outputs are logits instead of probabilities.</param>
    /// <param name="ignoreClass">A label whose rows have no loss.</param>
    public static float[] SparseCategoricalCrossentropy(
        ReadOnlySpan<int> yTrue, ReadOnlySpan<float> yPred, int lastAxis, bool fromLogits = false, int? ignoreClass = null) =>
        new SparseCategoricalCrossentropy(fromLogits: fromLogits, ignoreClass: ignoreClass).ValuesOf(yTrue, yPred, lastAxis);

    /// <summary>The same of tensors.</summary>
    /// <param name="yTrue">The class of each row: the shape of the outputs without the last axis, or with 1 in its place.</param>
    /// <param name="yPred">The outputs.</param>
    /// <param name="fromLogits">Whether outputs are logits instead of probabilities.</param>
    /// <param name="ignoreClass">A label whose rows have no loss.</param>
    public static Tensor<float> SparseCategoricalCrossentropy(
        Tensor<float> yTrue, Tensor<float> yPred, bool fromLogits = false, int? ignoreClass = null) =>
        new SparseCategoricalCrossentropy(fromLogits: fromLogits, ignoreClass: ignoreClass).Values(yTrue, yPred);

    /// <summary>Max(1 - y p, 0)^2, the mean of each row; labels 0 and 1 stand for -1 and 1: <see cref="ModelGen.SquaredHinge"/>.</summary>
    /// <param name="yTrue">The targets, as many as outputs.</param>
    /// <param name="yPred">The outputs.</param>
    /// <param name="lastAxis">How many values a row has.</param>
    public static float[] SquaredHinge(ReadOnlySpan<float> yTrue, ReadOnlySpan<float> yPred, int lastAxis) =>
        new SquaredHinge().ValuesOf(yTrue, yPred, lastAxis);

    /// <summary>The same of tensors.</summary>
    /// <param name="yTrue">The targets, in the shape of the outputs.</param>
    /// <param name="yPred">The outputs.</param>
    public static Tensor<float> SquaredHinge(Tensor<float> yTrue, Tensor<float> yPred) =>
        new SquaredHinge().Values(yTrue, yPred);

    /// <summary>1 - I / (I + alpha F + beta M + 1e-7), over all values or along some axes: <see cref="ModelGen.Tversky"/>.</summary>
    /// <param name="yTrue">The targets, as many as outputs.</param>
    /// <param name="yPred">The outputs.</param>
    /// <param name="lastAxis">How many values a row has.</param>
    /// <param name="alpha">See the class.</param>
    /// <param name="beta">See the class.</param>
    /// <param name="axis">The axes along which sums go; left out: all, so that there is one value.</param>
    public static float[] Tversky(
        ReadOnlySpan<float> yTrue, ReadOnlySpan<float> yPred, int lastAxis, double alpha = 0.5, double beta = 0.5, params int[]? axis) =>
        new Tversky(alpha: alpha, beta: beta, axis: axis).ValuesOf(yTrue, yPred, lastAxis);

    /// <summary>The same of tensors.</summary>
    /// <param name="yTrue">The targets, in the shape of the outputs.</param>
    /// <param name="yPred">The outputs.</param>
    /// <param name="alpha">See the class.</param>
    /// <param name="beta">See the class.</param>
    /// <param name="axis">The axes along which sums go; left out: all, so that there is one value.</param>
    public static Tensor<float> Tversky(Tensor<float> yTrue, Tensor<float> yPred, double alpha = 0.5, double beta = 0.5,
        params int[]? axis) =>
        new Tversky(alpha: alpha, beta: beta, axis: axis).Values(yTrue, yPred);
}
