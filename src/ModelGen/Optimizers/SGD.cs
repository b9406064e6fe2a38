using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// Gradient descent: w -= rate g. With momentum m = momentum m - rate g, then w += m; with Nesterov's momentum w += momentum m - rate g.
/// </summary>
public sealed class SGD : Optimizer
{
    private readonly float _momentum;

    /// <summary>Gradient descent.</summary>
    /// <param name="learningRate">At least 0 and finite.</param>
    /// <param name="momentum">How much of the last change goes into the next, 0 to 1. With 0 nothing is kept.</param>
    /// <param name="nesterov">Whether the change looks ahead along the momentum.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public SGD(double learningRate = 0.01, double momentum = 0, bool nesterov = false)
        : this((LearningRate)learningRate, momentum, nesterov) { }

    /// <inheritdoc cref="SGD(double, double, bool)"/>
    public SGD(LearningRate learningRate, double momentum = 0, bool nesterov = false) : base(learningRate)
    {
        Require.Between(momentum, 0, 1);
        (Momentum, Nesterov, _momentum) = (momentum, nesterov, (float)momentum);
    }

    /// <summary>How much of the last change goes into the next.</summary>
    public double Momentum { get; }

    /// <summary>Whether the change looks ahead along the momentum.</summary>
    public bool Nesterov { get; }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> SlotNames => _momentum == 0f ? [] : ["momentum"];

    /// <inheritdoc/>
    protected override void Apply(Updater updater, float rate, long step)
    {
        if (_momentum == 0f) { updater.Run(new Plain { Rate = rate }); }
        else if (Nesterov) { updater.Run(new WithMomentum<On> { Rate = rate, Momentum = _momentum }); }
        else { updater.Run(new WithMomentum<Off> { Rate = rate, Momentum = _momentum }); }
    }

    internal struct Plain : IUpdateRule
    {
        public float Rate;

        public static int Slots => 0;

        public readonly R Update<R>(R w, R g, ref R a, ref R b, ref R c) where R : struct, IReal<R> => w - (Rate * g);
    }

    internal struct WithMomentum<TNesterov> : IUpdateRule where TNesterov : struct, ISwitch
    {
        public float Rate;
        public float Momentum;

        public static int Slots => 1;

        public readonly R Update<R>(R w, R g, ref R momentum, ref R b, ref R c) where R : struct, IReal<R>
        {
            R pull = Rate * g;
            momentum = (Momentum * momentum) - pull;
            return w + (TNesterov.IsOn ? (Momentum * momentum) - pull : momentum);
        }
    }
}
