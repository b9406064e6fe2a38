namespace ModelGen.Kernels;

/// <summary>Lays a convolution's kernel out for the input's gradient, once a step: one task for each of its pixels.</summary>
internal static unsafe class KernelPacking
{
    /// <summary>[row, column, channel, filter] to [last row - row, last column - column, filter, channel].</summary>
    public static void Turned<S>(Step s, Block packed, Block w) where S : struct, IConv2D
    {
        var task = new TurnTask<S> { Packed = packed.Pointer, W = w.Pointer };
        s.Run(ref task, S.KernelHeight * S.KernelWidth, packed.Length);
    }

    /// <summary>[row, column, channel, filter] to [filter, row, column, channel].</summary>
    public static void FiltersFirst<S>(Step s, Block packed, Block w) where S : struct, IConv2D
    {
        var task = new FiltersFirstTask<S> { Packed = packed.Pointer, W = w.Pointer };
        s.Run(ref task, S.KernelHeight * S.KernelWidth, packed.Length);
    }

    private struct TurnTask<S> : ITask where S : struct, IConv2D
    {
        public float* Packed, W;

        public readonly void Execute(int index)
        {
            long size = (long)S.Channels * S.Filters;
            Transpose.Run(W + (index * size), S.Channels, S.Filters, S.Filters,
                Packed + (((S.KernelHeight * S.KernelWidth) - 1 - index) * size), S.Channels);
        }
    }

    private struct FiltersFirstTask<S> : ITask where S : struct, IConv2D
    {
        public float* Packed, W;

        public readonly void Execute(int index)
        {
            long size = (long)S.Channels * S.Filters;
            Transpose.Run(W + (index * size), S.Channels, S.Filters, S.Filters, Packed + (index * S.Channels),
                (long)S.KernelHeight * S.KernelWidth * S.Channels);
        }
    }
}
