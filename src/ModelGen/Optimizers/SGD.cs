using System.Numerics;
using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// Gradient descent: w -= rate g. With momentum m = momentum m - rate g, then w += m; with Nesterov's momentum w += momentum m - rate g.
/// </summary>
public sealed unsafe partial class SGD : Optimizer
{
    private readonly float _momentum;

    /// <summary>Gradient descent.</summary>
    /// <param name="learningRate">At least 0 and finite.</param>
    /// <param name="momentum">How much of the last change goes into the next, 0 to 1. With 0 nothing is kept.</param>
    /// <param name="nesterov">Whether the change looks ahead along the momentum.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public SGD(double learningRate = 0.01, double momentum = 0, bool nesterov = false) : this((LearningRate)learningRate, momentum, nesterov) { }

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

    private protected override int SlotCount => _momentum == 0f ? 0 : 1;

    private protected override void Apply(ParameterStore store, long step)
    {
        if (store.Device is GpuDevice gpu)
        {
            GpuApply(gpu, store);
            return;
        }

        long length = store.ParameterArena.Length;
        var update = new Pass
        {
            Weights = store.ParameterArena.Slice(0, length).Pointer,
            Gradients = store.GradientArena.Slice(0, length).Pointer,
            Changes = _momentum == 0f ? null : Slot(store, 0).Pointer,
            Length = length,
            Rate = (float)LearningRate.Value,
            Momentum = _momentum,
            Nesterov = Nesterov,
        };
        ParameterChunks.Run(store.Device, ref update, length);
    }

    private struct Pass : ITask
    {
        public float* Weights;
        public float* Gradients;
        public float* Changes;
        public long Length;
        public float Rate;
        public float Momentum;
        public bool Nesterov;

        public readonly void Execute(int index)
        {
            long first = (long)index * ParameterChunks.Size;
            int count = (int)Math.Min(ParameterChunks.Size, Length - first);
            if (Changes == null) { Plain(Weights + first, Gradients + first, count); }
            else { WithMomentum(Weights + first, Gradients + first, Changes + first, count); }
        }

        private readonly void Plain(float* w, float* g, int count)
        {
            var rate = new Vector<float>(Rate);
            int i = 0;
            for (; i <= count - Vector<float>.Count; i += Vector<float>.Count)
            {
                Vector.Store(Vector.Load(w + i) - rate * Vector.Load(g + i), w + i);
            }

            for (; i < count; i++) { w[i] -= Rate * g[i]; }
        }

        private readonly void WithMomentum(float* w, float* g, float* m, int count)
        {
            Vector<float> rate = new(Rate), momentum = new(Momentum);
            int i = 0;
            for (; i <= count - Vector<float>.Count; i += Vector<float>.Count)
            {
                Vector<float> pull = rate * Vector.Load(g + i);
                Vector<float> change = momentum * Vector.Load(m + i) - pull;
                Vector.Store(change, m + i);
                Vector.Store(Vector.Load(w + i) + (Nesterov ? momentum * change - pull : change), w + i);
            }

            for (; i < count; i++)
            {
                float pull = Rate * g[i];
                m[i] = Momentum * m[i] - pull;
                w[i] += Nesterov ? Momentum * m[i] - pull : m[i];
            }
        }
    }
}
