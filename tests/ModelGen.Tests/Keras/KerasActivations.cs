namespace ModelGen.Tests;

/// <summary>
/// What Keras 3.16 printed (NumPy backend, float32) for x = -3, -1, -.5, .5, 1, 3, or as many of them as are named. Where nothing is
/// printed of a function, its formula was computed in double instead, and the configuration says so.
/// </summary>
internal static class KerasActivations
{
    private static readonly float[] s_points = [-3f, -1f, -.5f, .5f, 1f, 3f];

    public static IEnumerable<KerasValue> All { get; } =
    [
        Value("linear", "double formula", "-3, -1, -0.5, 0.5, 1, 3", static () => Activations.Linear(s_points)),
        Value("relu", "double formula", "0, 0, 0, 0.5, 1, 3", static () => Activations.ReLU(s_points)),
        Value("relu", "negativeSlope: 0.5, maxValue: 2, threshold: 1, double formula", "-2, -1, -0.75, -0.25, 1, 2",
            static () => Activations.ReLU(s_points, negativeSlope: 0.5, maxValue: 2, threshold: 1)),
        Value("relu6", "double formula", "0, 0, 0, 0.5, 1, 3", static () => Activations.ReLU6(s_points)),
        Value("leaky_relu", "x below 0", "-.6, -.2, -.1", static () => Activations.LeakyReLU(s_points.AsSpan(0, 3))),
        Value("elu", "x below 0", "-.9502129, -.6321206, -.3934693", static () => Activations.ELU(s_points.AsSpan(0, 3))),
        Value("elu", "alpha: 2, double formula", "-1.90042586, -1.26424112, -0.786938681, 0.5, 1, 3",
            static () => Activations.ELU(s_points, alpha: 2)),
        Value("selu", "x up to 1", "-1.6705687, -1.1113307, -.6917582, .5253505, 1.0507010",
            static () => Activations.SELU(s_points.AsSpan(0, 5))),
        Value("celu", "double formula", "-0.950212932, -0.632120559, -0.39346934, 0.5, 1, 3", static () => Activations.CELU(s_points)),
        Value("celu", "alpha: 2, double formula", "-1.55373968, -0.786938681, -0.442398434, 0.5, 1, 3",
            static () => Activations.CELU(s_points, alpha: 2)),
        Value("gelu", "", "-.0040497, -.1586553, -.1542688, .3457312, .8413447, 2.9959502", static () => Activations.GELU(s_points)),
        Value("gelu", "approximate: true, double formula", "-0.00363739208, -0.158808009, -0.15428599, 0.34571401, 0.841191991, 2.99636261",
            static () => Activations.GELU(s_points, approximate: true)),
        Value("silu", "x below 0", "-.1422776, -.2689414, -.1887703", static () => Activations.SiLU(s_points.AsSpan(0, 3))),
        Value("swish", "x below 0", "-.1422776, -.2689414, -.1887703", static () => Activations.Swish(s_points.AsSpan(0, 3))),
        Value("hard_sigmoid", "", "0, .3333333, .4166667, .5833333, .6666667, 1", static () => Activations.HardSigmoid(s_points)),
        Value("hard_silu", "x below 0", "0, -.3333333, -.2083333", static () => Activations.HardSiLU(s_points.AsSpan(0, 3))),
        Value("hard_swish", "x below 0", "0, -.3333333, -.2083333", static () => Activations.HardSwish(s_points.AsSpan(0, 3))),
        Value("sigmoid", "double formula", "0.0474258732, 0.268941421, 0.377540669, 0.622459331, 0.731058579, 0.952574127",
            static () => Activations.Sigmoid(s_points)),
        Value("log_sigmoid", "double formula", "-3.04858735, -1.31326169, -0.974076984, -0.474076984, -0.313261688, -0.0485873516",
            static () => Activations.LogSigmoid(s_points)),
        Value("tanh", "double formula", "-0.995054754, -0.761594156, -0.462117157, 0.462117157, 0.761594156, 0.995054754",
            static () => Activations.Tanh(s_points)),
        Value("exponential", "double formula", "0.0497870684, 0.367879441, 0.60653066, 1.64872127, 2.71828183, 20.0855369",
            static () => Activations.Exponential(s_points)),
        Value("softplus", "double formula", "0.0485873516, 0.313261688, 0.474076984, 0.974076984, 1.31326169, 3.04858735",
            static () => Activations.Softplus(s_points)),
        Value("softsign", "double formula", "-0.75, -0.5, -0.333333333, 0.333333333, 0.5, 0.75",
            static () => Activations.Softsign(s_points)),
        Value("mish", "", "-.1456475, -.3034015, -.2207438, .3752452, .8650984, 2.986535", static () => Activations.Mish(s_points)),
        Value("hard_tanh", "double formula", "-1, -1, -0.5, 0.5, 1, 1", static () => Activations.HardTanh(s_points)),
        Value("tanh_shrink", "double formula", "-2.00494525, -0.238405844, -0.0378828427, 0.0378828427, 0.238405844, 2.00494525",
            static () => Activations.TanhShrink(s_points)),
        Value("soft_shrink", "double formula", "-2.5, -0.5, 0, 0, 0.5, 2.5", static () => Activations.SoftShrink(s_points)),
        Value("hard_shrink", "double formula", "-3, -1, 0, 0, 1, 3", static () => Activations.HardShrink(s_points)),
        Value("soft_shrink", "threshold: 1, double formula", "-2, 0, 0, 0, 0, 2",
            static () => Activations.SoftShrink(s_points, threshold: 1)),
        Value("hard_shrink", "threshold: 1, double formula", "-3, 0, 0, 0, 0, 3",
            static () => Activations.HardShrink(s_points, threshold: 1)),
        Value("squareplus", "x below 0", ".3027756, .618034, .7807764", static () => Activations.Squareplus(s_points.AsSpan(0, 3))),
        Value("squareplus", "b: 1, double formula", "0.0811388301, 0.207106781, 0.309016994, 0.809016994, 1.20710678, 3.08113883",
            static () => Activations.Squareplus(s_points, b: 1)),
        Value("sparse_plus", "double formula", "0, 0, 0.0625, 0.5625, 1, 3", static () => Activations.SparsePlus(s_points)),
        Value("sparse_sigmoid", "double formula", "0, 0, 0.25, 0.75, 1, 1", static () => Activations.SparseSigmoid(s_points)),
        Value("threshold", "threshold: 0.75, defaultValue: -7, double formula", "-7, -7, -7, -7, 1, 3",
            static () => Activations.Threshold(s_points, 0.75, -7)),
        Value("glu", "double formula", "-1.86737799, -0.731058579, -0.476287063", static () => Activations.GLU(s_points)),
        Value("softmax", "double formula", "0.00195421682, 0.0144398177, 0.0238072346, 0.0647147733, 0.106696623, 0.788387334",
            static () => Activations.Softmax(s_points)),
        Value("log_softmax", "double formula", "-6.23776577, -4.23776577, -3.73776577, -2.73776577, -2.23776577, -0.237765769",
            static () => Activations.LogSoftmax(s_points)),
        Value("sparsemax", "x = .5, -1, .25, .4, .9, -.3, double formula", "0.233333333, 0, 0, 0.133333333, 0.633333333, 0",
            static () => Activations.Sparsemax([.5f, -1f, .25f, .4f, .9f, -.3f])),
    ];

    private static KerasValue Value(string name, string configuration, string expected, Func<float[]> compute) =>
        new("activation", name, configuration, expected, () => Array.ConvertAll(compute(), static v => (double)v));
}
