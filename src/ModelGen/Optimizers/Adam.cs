using System.Numerics;
using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// Adam in Keras's form: m += (g - m)(1 - beta1), v += (g^2 - v)(1 - beta2), w -= alpha m / (sqrt v + epsilon),
/// alpha = rate sqrt(1 - beta2^t) / (1 - beta1^t) in step t.
/// </summary>
public sealed unsafe partial class Adam : Optimizer
{
    /// <summary>Adam.</summary>
    /// <param name="learningRate">At least 0 and finite.</param>
    /// <param name="beta1">How much of the mean gradient stays, at least 0 and less than 1.</param>
    /// <param name="beta2">How much of the mean squared gradient stays, at least 0 and less than 1.</param>
    /// <param name="epsilon">Keeps the division in bounds; at least 0 and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public Adam(double learningRate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7)
        : this((LearningRate)learningRate, beta1, beta2, epsilon) { }

    /// <inheritdoc cref="Adam(double, double, double, double)"/>
    public Adam(LearningRate learningRate, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7) : base(learningRate)
    {
        Require.FractionBelowOne(beta1);
        Require.FractionBelowOne(beta2);
        Require.FiniteAndNotNegative(epsilon);
        (Beta1, Beta2, Epsilon) = (beta1, beta2, epsilon);
    }

    /// <summary>How much of the mean gradient stays.</summary>
    public double Beta1 { get; }

    /// <summary>How much of the mean squared gradient stays.</summary>
    public double Beta2 { get; }

    /// <summary>Keeps the division in bounds.</summary>
    public double Epsilon { get; }

    private protected override int SlotCount => 2;

    /// <summary>The rate of step <paramref name="step"/> with both corrections; powers are those of the betas as float32, as in Keras.</summary>
    internal float Alpha(long step) =>
        (float)((float)LearningRate.Value * Math.Sqrt(1 - Math.Pow((float)Beta2, step)) / (1 - Math.Pow((float)Beta1, step)));

    private protected override void Apply(ParameterStore store, long step)
    {
        if (store.Device is GpuDevice gpu)
        {
            GpuApply(gpu, store, step);
            return;
        }

        long length = store.ParameterArena.Length;
        var update = new Pass
        {
            Weights = store.ParameterArena.Slice(0, length).Pointer,
            Gradients = store.GradientArena.Slice(0, length).Pointer,
            Means = Slot(store, 0).Pointer,
            Squares = Slot(store, 1).Pointer,
            Length = length,
            Alpha = Alpha(step),
            Gain1 = (float)(1 - Beta1),
            Gain2 = (float)(1 - Beta2),
            Epsilon = (float)Epsilon,
        };
        ParameterChunks.Run(store.Device, ref update, length);
    }

    private struct Pass : ITask
    {
        public float* Weights;
        public float* Gradients;
        public float* Means;
        public float* Squares;
        public long Length;
        public float Alpha;
        public float Gain1;
        public float Gain2;
        public float Epsilon;

        public readonly void Execute(int index)
        {
            long first = (long)index * ParameterChunks.Size;
            int count = (int)Math.Min(ParameterChunks.Size, Length - first);
            float* w = Weights + first, gradients = Gradients + first, means = Means + first, squares = Squares + first;
            Vector<float> alpha = new(Alpha), gain1 = new(Gain1), gain2 = new(Gain2), epsilon = new(Epsilon);
            int i = 0;
            for (; i <= count - Vector<float>.Count; i += Vector<float>.Count)
            {
                Vector<float> g = Vector.Load(gradients + i), m = Vector.Load(means + i), v = Vector.Load(squares + i);
                m += (g - m) * gain1;
                v += (g * g - v) * gain2;
                Vector.Store(m, means + i);
                Vector.Store(v, squares + i);
                Vector.Store(Vector.Load(w + i) - m * alpha / (Vector.SquareRoot(v) + epsilon), w + i);
            }

            for (; i < count; i++)
            {
                float g = gradients[i], m = means[i], v = squares[i];
                m += (g - m) * Gain1;
                v += (g * g - v) * Gain2;
                (means[i], squares[i]) = (m, v);
                w[i] -= m * Alpha / (MathF.Sqrt(v) + Epsilon);
            }
        }
    }
}
