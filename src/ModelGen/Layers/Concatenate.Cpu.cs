namespace ModelGen.Kernels;

public static unsafe partial class Concatenate
{
    private static void CpuForward<S>(Step s, Block y, Block x) where S : struct, IPart
    {
        var task = new Task<S> { Whole = y.Pointer, Part = x.Pointer, IsForward = true };
        s.Run(ref task, s.Count, (long)s.Count * S.Rows * S.Columns);
    }

    private static void CpuBackward<S>(Step s, Block dx, Block dy, bool add) where S : struct, IPart
    {
        var task = new Task<S> { Whole = dy.Pointer, Part = dx.Pointer, Add = add };
        s.Run(ref task, s.Count, (long)s.Count * S.Rows * S.Columns);
    }

    // One sample.
    private struct Task<S> : ITask where S : struct, IPart
    {
        public float* Whole, Part;
        public bool IsForward, Add;

        public readonly void Execute(int index)
        {
            float* whole = Whole + ((long)index * S.Rows * S.Stride) + S.Start, part = Part + ((long)index * S.Rows * S.Columns);
            for (int row = 0; row < S.Rows; row++, whole += S.Stride, part += S.Columns)
            {
                Span<float> inWhole = new(whole, S.Columns), own = new(part, S.Columns);
                if (IsForward) { own.CopyTo(inWhole); }
                else if (Add) { Lanes.Add(part, part, whole, S.Columns); }
                else { inWhole.CopyTo(own); }
            }
        }
    }
}
