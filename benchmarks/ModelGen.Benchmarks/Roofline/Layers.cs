using static ModelGen.Benchmarks.Numbers;

namespace ModelGen.Benchmarks;

/// <summary>The layers of the four networks that are trained, each size once.</summary>
internal static class Layers
{
    public static LayerProbe[] Of(Work work) => work.Model.Name switch
    {
        nameof(LectureCnn) => [LectureConv, LayerProbe.Dense<DenseSizes<N4608, N10>>()],
        nameof(TwoConvCnn) => [LectureConv, LayerProbe.ConvMaxPool<ConvSizes<N12, N32, N5, N0, N64>, PoolSizes<N8, N64>>()],
        nameof(Mlp) =>
            [LayerProbe.Dense<DenseSizes<N784, N512>>(), LayerProbe.Dense<DenseSizes<N512, N512>>(),
                LayerProbe.Dense<DenseSizes<N512, N10>>()],
        _ =>
        [
            LayerProbe.Conv<ConvSizes<N32, N3, N3, N1, N64>>(),
            LayerProbe.ConvMaxPool<ConvSizes<N32, N64, N3, N1, N64>, PoolSizes<N32, N64>>(),
            LayerProbe.Conv<ConvSizes<N16, N64, N3, N1, N128>>(),
            LayerProbe.ConvMaxPool<ConvSizes<N16, N128, N3, N1, N128>, PoolSizes<N16, N128>>(),
            LayerProbe.Dense<DenseSizes<N8192, N256>>(),
        ],
    };

    private static LayerProbe LectureConv => LayerProbe.ConvMaxPool<ConvSizes<N28, N1, N5, N0, N32>, PoolSizes<N24, N32>>();
}
