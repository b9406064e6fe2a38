namespace ModelGen.Oracle;

/// <summary>The functions of one number, and their derivatives, each from its formula. Hyperparameters are float32's.</summary>
public static class Scalar
{
    private const double Slope = 0.2f, Scale = 1.0507009873554805f, ScaledAlpha = (float)(1.0507009873554805 * 1.6732632423543772);
    private const double Cubic = 0.044715;
    private static readonly double s_root = Math.Sqrt(2 / Math.PI);

    /// <summary>A(x).</summary>
    public static double Value(Function function, double x) => function switch
    {
        Function.Linear => x,
        Function.ReLU => Math.Max(x, 0),
        Function.Sigmoid => Sigmoid(x),
        Function.Tanh => Math.Tanh(x),
        Function.ReLU6 => Math.Clamp(x, 0, 6),
        Function.LeakyReLU => x > 0 ? x : Slope * x,
        Function.ELU or Function.CELU => x > 0 ? x : ExpM1(x),
        Function.SELU => x > 0 ? Scale * x : ScaledAlpha * ExpM1(x),
        Function.GELU => Damp(x, NormalBelow(x)),
        Function.GELUApproximate => Damp(x, Sigmoid(2 * s_root * (x + Cubic * x * x * x))),
        Function.SiLU => Damp(x, Sigmoid(x)),
        Function.HardSigmoid => Math.Clamp(x / 6 + 0.5, 0, 1),
        Function.HardSiLU => Damp(x, Math.Clamp(x / 6 + 0.5, 0, 1)),
        Function.LogSigmoid => -Softplus(-x),
        Function.Exponential => Math.Exp(x),
        Function.Softplus => Softplus(x),
        Function.Softsign => double.IsInfinity(x) ? Math.Sign(x) : x / (1 + Math.Abs(x)),
        Function.Mish => Damp(x, Math.Tanh(Softplus(x))),
        Function.HardTanh => Math.Clamp(x, -1, 1),
        Function.TanhShrink => Math.Abs(x) < 0.01 ? x * x * x / 3 * (1 - 0.4 * x * x) : x - Math.Tanh(x),
        Function.SoftShrink => x > 0.5 ? x - 0.5 : x < -0.5 ? x + 0.5 : x * 0,
        Function.HardShrink => Math.Abs(x) > 0.5 ? x : x * 0,
        Function.Squareplus => x < 0 ? 1 / Value(function, -x) : (x + Math.Sqrt(x * x + 4)) / 2,
        Function.SparsePlus => x >= 1 ? x : x <= -1 ? 0 : (x + 1) * (x + 1) / 4,
        Function.SparseSigmoid => Math.Clamp((x + 1) / 2, 0, 1),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "It works on rows."),
    };

    /// <summary>A'(x); where A has an edge, what TensorFlow takes.</summary>
    public static double Derivative(Function function, double x) => function switch
    {
        Function.Linear => 1,
        Function.ReLU => x > 0 ? 1 : 0,
        Function.Sigmoid => SigmoidSlope(x),
        Function.Tanh => 1 - Math.Tanh(x) * Math.Tanh(x),
        Function.ReLU6 => x is > 0 and < 6 ? 1 : 0,
        Function.LeakyReLU => x > 0 ? 1 : Slope,
        Function.ELU or Function.CELU => x < 0 ? Math.Exp(x) : 1,
        Function.SELU => x < 0 ? ScaledAlpha * Math.Exp(x) : Scale,
        Function.GELU => NormalBelow(x) + Damp(x, Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI)),
        Function.GELUApproximate => ApproximateSlope(x),
        Function.SiLU => Sigmoid(x) + Damp(x, SigmoidSlope(x)),
        Function.HardSigmoid => x is > -3 and < 3 ? 1.0 / 6 : 0,
        Function.HardSiLU => x <= -3 ? 0 : x >= 3 ? 1 : x / 3 + 0.5,
        Function.LogSigmoid => Sigmoid(-x),
        Function.Exponential => Math.Exp(x),
        Function.Softplus => Sigmoid(x),
        Function.Softsign => 1 / ((1 + Math.Abs(x)) * (1 + Math.Abs(x))),
        Function.Mish => MishSlope(x),
        Function.HardTanh => x is > -1 and < 1 ? 1 : 0,
        Function.TanhShrink => Math.Tanh(x) * Math.Tanh(x),
        Function.SoftShrink or Function.HardShrink => Math.Abs(x) > 0.5 ? 1 : 0,
        Function.Squareplus =>
            Value(function, x) * Value(function, x) is var square && double.IsInfinity(square) ? 1 : square / (square + 1),
        Function.SparsePlus => x >= 1 ? 1 : x <= -1 ? 0 : (x + 1) / 2,
        Function.SparseSigmoid => x is > -1 and < 1 ? 0.5 : 0,
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "It works on rows."),
    };

    private static double ApproximateSlope(double x)
    {
        double u = 2 * s_root * (x + Cubic * x * x * x);
        return Sigmoid(u) + Damp(x * 2 * s_root * (1 + 3 * Cubic * x * x), SigmoidSlope(u));
    }

    /// <summary>tanh(s(x)) + x (1 - tanh(s(x))^2) s'(x), with s = softplus.</summary>
    private static double MishSlope(double x)
    {
        double cosh = Math.Cosh(Softplus(x));
        return Math.Tanh(Softplus(x)) + Damp(x, Sigmoid(x) / (cosh * cosh));
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double SigmoidSlope(double x) => Sigmoid(x) * Sigmoid(-x);

    /// <summary>e^x - 1, near 0 by its series.</summary>
    private static double ExpM1(double x) =>
        Math.Abs(x) < 1e-3 ? x * (1 + x / 2 * (1 + x / 3 * (1 + x / 4 * (1 + x / 5)))) : Math.Exp(x) - 1;

    private static double Softplus(double x)
    {
        double e = Math.Exp(-Math.Abs(x));
        // ln(1 + e), near 0 by its series.
        return Math.Max(x, 0) + (e < 1e-3 ? e * (1 - e * (0.5 - e * (1 / 3.0 - e / 4))) : Math.Log(1 + e));
    }

    /// <summary>x f, and 0 where f is 0: the limit where x is infinite.</summary>
    private static double Damp(double x, double f) => f == 0 ? 0 : x * f;

    /// <summary>
    /// The probability that a standard normal number is less than x: 1/2 + density (x + x^3/3 + x^5/(3 5) + ...), and far from 0 the
    /// density over the continued fraction |x| + 1/(|x| + 2/(|x| + 3/(|x| + ...))).
    /// </summary>
    private static double NormalBelow(double x)
    {
        double density = Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI), size = Math.Abs(x);
        if (size < 3)
        {
            double sum = 0, term = x;
            for (int k = 1; k < 100; k++)
            {
                sum += term;
                term *= x * x / (2 * k + 1);
            }

            return 0.5 + density * sum;
        }

        double fraction = size;
        for (int k = 200; k >= 1; k--) { fraction = size + k / fraction; }
        double tail = density == 0 ? 0 : density / fraction;
        return x > 0 ? 1 - tail : double.IsNaN(x) ? x : tail;
    }
}
