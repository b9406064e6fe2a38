using ModelGen.Kernels;

namespace ModelGen;

/// <summary>1 where the answer is right, 0 where it is not; of a sample with several rows, their mean.</summary>
internal sealed unsafe partial class Accuracy(string name) : Metric(name)
{
    internal override void Compute(in Scoring s)
    {
        if (s.Step.Gpu is { } gpu)
        {
            GpuCompute(gpu, s);
            return;
        }

        var task = new SamplesTask
        {
            Output = s.Output.Pointer,
            Targets = s.Targets.Pointer,
            TargetsAreClasses = s.TargetsAreClasses,
            Values = s.Values.Pointer,
            Rows = s.Layout.Rows,
            Columns = s.Layout.Columns,
            Chunks = new SampleChunks(s.Step.BatchSize, s.Layout.Size),
        };
        s.Step.Run(ref task, task.Chunks.Count, (long)s.Step.BatchSize * s.Layout.Size * 2);
    }

    private struct SamplesTask : ITask
    {
        public float* Output;
        public float* Targets;
        public bool TargetsAreClasses;
        public float* Values;
        public int Rows;
        public int Columns;
        public SampleChunks Chunks;

        public readonly void Execute(int index)
        {
            for (int sample = Chunks.Start(index); sample < Chunks.Start(index + 1); sample++)
            {
                int right = 0;
                for (int row = 0; row < Rows; row++) { right += IsRight((long)sample * Rows + row) ? 1 : 0; }
                Values[sample] = (float)((double)right / Rows);
            }
        }

        private readonly bool IsRight(long row)
        {
            float* p = Output + row * Columns;
            if (Columns == 1)
            {
                float y = TargetsAreClasses ? ((int*)Targets)[row] : Targets[row];
                return y == (p[0] > 0.5f ? 1f : 0f);
            }

            return FirstLargest(p) == (TargetsAreClasses ? ((int*)Targets)[row] : FirstLargest(Targets + row * Columns));
        }

        private readonly int FirstLargest(float* values)
        {
            int largest = 0;
            for (int i = 1; i < Columns; i++)
            {
                if (values[i] > values[largest]) { largest = i; }
            }

            return largest;
        }
    }
}
