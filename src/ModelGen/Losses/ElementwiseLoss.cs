using ModelGen.Kernels;

namespace ModelGen;

/// <summary>All losses that are a mean or a sum, along the last axis, of a function of one target and one output.</summary>
internal static unsafe partial class ElementwiseLoss
{
    /// <summary>Keras's epsilon: what probabilities and logarithms are kept away from 0 by.</summary>
    public const float Epsilon = 1e-7f;

    /// <summary>Computes a loss with the formula that it consists of.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="s">The batch.</param>
    /// <param name="formula">The formula.</param>
    /// <param name="ofLogits">Whether it is one of the last activation's input.</param>
    public static void Compute<L>(Loss loss, in Scoring s, L formula, bool ofLogits = false) where L : unmanaged, IElementwiseLoss
    {
        int columns = s.Layout.Columns;
        Block output = ofLogits ? s.Logits : s.Output;
        double divisor = loss.DivisorPerSample(s) * (L.IsSum ? 1 : columns);
        if (s.Step.Gpu is { } gpu)
        {
            GpuCompute(gpu, s, output, divisor, formula);
            return;
        }

        var task = new SamplesTask<L>
        {
            Output = output.Pointer,
            Targets = s.Targets.Pointer,
            TargetsAreClasses = s.TargetsAreClasses,
            Gradient = s.Gradient.Pointer,
            Values = s.Values.Pointer,
            Rows = s.Layout.Rows,
            Columns = columns,
            Weights = new RowWeights(s),
            Divisor = divisor,
            Scale = s.GradientScale(divisor),
            Formula = formula,
        };
        s.Step.RunSamples(ref task, s.Layout.Size, L.Operations);
    }

    /// <summary>The sum of the formula's values of one sample, and its gradient.</summary>
    public static double OfSample<L>(ReadOnlySpan<float> y, ReadOnlySpan<float> p, Span<float> gradient, L formula)
        where L : unmanaged, IElementwiseLoss
    {
        float value = 0;
        fixed (float* targets = y, outputs = p, slopes = gradient)
        {
            new SamplesTask<L>
            {
                Output = outputs, Targets = targets, Gradient = slopes, Values = &value, Rows = 1, Columns = p.Length, Divisor = 1,
                Scale = 1, Formula = formula,
            }.Execute(0, 1);
        }

        return value;
    }

    private struct SamplesTask<L> : ISampleTask where L : unmanaged, IElementwiseLoss
    {
        public float* Output;
        public float* Targets;
        public bool TargetsAreClasses;
        public float* Gradient;
        public float* Values;
        public int Rows;
        public int Columns;
        public RowWeights Weights;
        public double Divisor;
        public float Scale;
        public L Formula;

        public readonly void Execute(int first, int end)
        {
            for (int sample = first; sample < end; sample++)
            {
                double sum = 0;
                for (int row = 0; row < Rows; row++)
                {
                    float weight = Weights.Of(sample, row);
                    sum += weight * Row((((long)sample * Rows) + row) * Columns, weight * Scale);
                }

                Values[sample] = (float)(sum / Divisor);
            }
        }

        private readonly double Row(long first, float scale)
        {
            L formula = Formula;
            double sum = 0;
            for (long i = first; i < first + Columns; i++)
            {
                float y = TargetsAreClasses ? ((int*)Targets)[i] : Targets[i];
                float p = Output[i];
                sum += formula.Value(y, p);
                if (Gradient != null) { Gradient[i] = formula.Derivative(y, p) * scale; }
            }

            return sum;
        }
    }
}
