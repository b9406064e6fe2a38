using ModelGen.Kernels;

namespace ModelGen;

/// <summary>(p - y)^2, the mean over the values of a sample; gradient 2 (p - y) / all values of the batch.</summary>
internal static unsafe partial class SquaredError
{
    public static void Compute(in Scoring s)
    {
        if (s.Step.Gpu is { } gpu)
        {
            GpuCompute(gpu, s);
            return;
        }

        int size = s.Layout.Size;
        var task = new SamplesTask
        {
            Output = s.Output.Pointer,
            Targets = s.Targets.Pointer,
            TargetsAreClasses = s.TargetsAreClasses,
            Gradient = s.Gradient.Pointer,
            Values = s.Values.Pointer,
            Size = size,
            Scale = 2f / ((float)s.Step.BatchSize * size),
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
        public int Size;
        public float Scale;
        public SampleChunks Chunks;

        public readonly void Execute(int index)
        {
            for (int sample = Chunks.Start(index); sample < Chunks.Start(index + 1); sample++)
            {
                double sum = 0;
                long first = (long)sample * Size;
                for (long i = first; i < first + Size; i++)
                {
                    float difference = Output[i] - (TargetsAreClasses ? ((int*)Targets)[i] : Targets[i]);
                    sum += (double)difference * difference;
                    if (Gradient != null) { Gradient[i] = difference * Scale; }
                }

                Values[sample] = (float)(sum / Size);
            }
        }
    }
}
