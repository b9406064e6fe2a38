using ModelGen.Kernels;

namespace ModelGen;

/// <summary>(p - y)^2, the mean over the values of a sample; gradient 2 (p - y) / all values of the batch.</summary>
internal static unsafe partial class SquaredError
{
    public static void Compute(Loss loss, in Scoring s)
    {
        if (s.Step.Gpu is { } gpu)
        {
            GpuCompute(gpu, loss, s);
            return;
        }

        int size = s.Layout.Size;
        double divisor = loss.DivisorPerSample(s);
        var task = new SamplesTask
        {
            Output = s.Output.Pointer,
            Targets = s.Targets.Pointer,
            TargetsAreClasses = s.TargetsAreClasses,
            Gradient = s.Gradient.Pointer,
            Values = s.Values.Pointer,
            Rows = s.Layout.Rows,
            Columns = s.Layout.Columns,
            Weights = new RowWeights(s),
            Divisor = divisor * s.Layout.Columns,
            Scale = (float)(2 / (divisor * s.Layout.Columns * s.Step.BatchSize)),
            Chunks = new SampleChunks(s.Step.BatchSize, size),
        };
        s.Step.Run(ref task, task.Chunks.Count, (long)s.Step.BatchSize * size * 4);
    }

    private struct SamplesTask : ITask
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
        public SampleChunks Chunks;

        public readonly void Execute(int index)
        {
            for (int sample = Chunks.Start(index); sample < Chunks.Start(index + 1); sample++)
            {
                double sum = 0;
                for (int row = 0; row < Rows; row++)
                {
                    float weight = Weights.Of(sample, row);
                    sum += weight * Row(((long)sample * Rows + row) * Columns, weight * Scale);
                }

                Values[sample] = (float)(sum / Divisor);
            }
        }

        private readonly double Row(long first, float scale)
        {
            double sum = 0;
            for (long i = first; i < first + Columns; i++)
            {
                float difference = Output[i] - (TargetsAreClasses ? ((int*)Targets)[i] : Targets[i]);
                sum += (double)difference * difference;
                if (Gradient != null) { Gradient[i] = difference * scale; }
            }

            return sum;
        }
    }
}
