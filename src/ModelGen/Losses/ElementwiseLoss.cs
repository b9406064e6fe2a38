using ModelGen.Kernels;

namespace ModelGen;

/// <summary>All losses that are a mean or a sum, along the last axis, of a function of one target and one output.</summary>
internal static unsafe partial class ElementwiseLoss
{
    /// <summary>Keras's epsilon: what probabilities and logarithms are kept away from 0 by.</summary>
    public const float Epsilon = 1e-7f;

    public static void Compute<L>(Loss loss, in Scoring s, LossSettings settings = default) where L : struct, IElementwiseLoss
    {
        int columns = s.Layout.Columns;
        Block output = settings.IsLogits != 0 ? s.Logits : s.Output;
        double divisor = loss.DivisorPerSample(s) * (L.IsSum ? 1 : columns);
        if (s.Step.Gpu is { } gpu)
        {
            GpuCompute<L>(gpu, s, output, divisor, settings);
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
            Settings = settings,
        };
        s.Step.RunSamples(ref task, s.Layout.Size, L.Operations);
    }

    private struct SamplesTask<L> : ISampleTask where L : struct, IElementwiseLoss
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
        public LossSettings Settings;

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
            double sum = 0;
            for (long i = first; i < first + Columns; i++)
            {
                float y = TargetsAreClasses ? ((int*)Targets)[i] : Targets[i];
                float p = Output[i];
                sum += L.Value(y, p, Settings);
                if (Gradient != null) { Gradient[i] = L.Derivative(y, p, Settings) * scale; }
            }

            return sum;
        }
    }
}
