using System.Reflection;
using ILGPU;
using ModelGen.Kernels;

namespace ModelGen.Tests.Gpu;

using Factors = ArrayView<ParameterFactors>;
using Floats = ArrayView<float>;
using Bytes = ILGPU.ArrayView<byte>;
using Ints = ArrayView<int>;

/// <summary>Every kernel of the library, closed over real shapes: a new one belongs in this list.</summary>
internal static class GpuKernels
{
    /// <summary>Every activation that works on single values.</summary>
    public static Type[] Activations { get; } =
        [.. typeof(IActivation).Assembly.GetTypes().Where(type => type.IsValueType && type.IsAssignableTo(typeof(IActivation)))
            .OrderBy(type => type.Name, StringComparer.Ordinal)];

    public static IEnumerable<MethodInfo> All { get; } =
    [
        .. Products(),
        Kernel<Action<Floats, Bytes, Floats, Floats, Floats, int, int, int>>(
            Conv2DMaxPool.ForwardKernel<StridedSameConv, WidePool, Linear>),
        Kernel<Action<Floats, Ints, Floats, int, int>>(MaxPool.ForwardKernel<OverlappingPool>),
        Kernel<Action<Floats, Ints, Floats, int>>(MaxPool.BackwardKernel<OverlappingPool>),
        Kernel<Action<Floats, Floats, int>>(AveragePool.ForwardKernel<OverlappingPool>),
        Kernel<Action<Floats, Floats, int>>(AveragePool.BackwardKernel<OverlappingPool>),
        Kernel<Action<Floats, Floats, int>>(GlobalAveragePool.ForwardKernel<ThreeRows>),
        Kernel<Action<Floats, Floats, int>>(GlobalAveragePool.BackwardKernel<ThreeRows>),
        Kernel<Action<Floats, Floats, Floats, int>>(Broadcast.ForwardKernel<RepeatedRows, Times, ReLU>),
        Kernel<Action<Floats, Floats, Floats, int>>(Broadcast.ForwardKernel<RepeatedRows, Larger, Linear>),
        Kernel<Action<Floats, Floats, Floats, int>>(Broadcast.ForwardKernel<RepeatedRows, Smaller, Linear>),
        Kernel<Action<Floats, Floats, Floats, Floats, int, int>>(
            Broadcast.BackwardKernel<RepeatedRows, Times, Broadcast.First<RepeatedRows>>),
        Kernel<Action<Floats, Floats, Floats, Floats, int, int>>(
            Broadcast.BackwardKernel<RepeatedRows, Larger, Broadcast.Second<RepeatedRows>>),
        Kernel<Action<Floats, Floats, Floats, int>>(Broadcast.ForwardKernel<RepeatedRows, Over, Linear>),
        Kernel<Action<Floats, Floats, Floats, Floats, int, int>>(
            Broadcast.BackwardKernel<RepeatedRows, Over, Broadcast.Second<RepeatedRows>>),
        .. ByItself<ThreeForEach, OfNumber<ThreeForEach, Over>>(),
        .. ByItself<RescaleEach, Rescaled<RescaleEach>>(),
        Kernel<Action<Floats, Floats, int, int, int, int>>(AxisSum.ForwardKernel<MiddleSum>),
        Kernel<Action<Floats, Floats, int, int>>(AxisSum.BackwardKernel<MiddleSum>),
        Kernel<Action<Floats, Floats, int>>(Concatenate.ForwardKernel<MiddlePart>),
        Kernel<Action<Floats, Floats, int, int>>(Concatenate.BackwardKernel<MiddlePart>),
        Kernel<Action<Floats, Floats, Floats, int>>(Dot.ForwardKernel<ThreeTerms>),
        Kernel<Action<Floats, Floats, Floats, int, int>>(Dot.BackwardKernel<ThreeTerms, Dot.First<ThreeTerms>>),
        Kernel<Action<Floats, Floats, Floats, int, int>>(Dot.BackwardKernel<ThreeTerms, Dot.Second<ThreeTerms>>),
        Kernel<Action<Floats, Floats, int>>(UnitLength.ForwardKernel<MiddleAxis>),
        Kernel<Action<Floats, Floats, Floats, int, int>>(UnitLength.BackwardKernel<MiddleAxis>),
        Kernel<Action<Floats, Floats, BatchNormalization.GpuSizes>>(BatchNormalization.SumsKernel<MiddleChannels>),
        Kernel<Action<Floats, Floats, Floats, Floats, BatchNormalization.GpuSizes>>(BatchNormalization.StatisticsKernel<MiddleChannels>),
        Kernel<Action<Floats, Floats, Floats, Floats, Floats, BatchNormalization.GpuSizes>>(
            BatchNormalization.FromMovingKernel<MiddleChannels>),
        Kernel<Action<Floats, Floats, Floats, Floats, int, int>>(BatchNormalization.ForwardKernel<MiddleChannels, ReLU>),
        Kernel<Action<Floats, Floats, Floats, Floats, Floats, Floats, BatchNormalization.GpuSizes>>(
            BatchNormalization.BackwardSumsKernel<MiddleChannels, ReLU>),
        Kernel<Action<Floats, Floats, Floats, Floats, Floats, int, BatchNormalization.GpuSizes>>(
            BatchNormalization.BackwardStatisticsKernel<MiddleChannels>),
        Kernel<Action<Floats, Floats, Floats, Floats, int, int>>(BatchNormalization.InputKernel<MiddleChannels>),
        Kernel<Action<Floats, Floats, Floats, Ints, Ints, float, float>>(BatchNormalization.UpdateMovingKernel<MiddleChannels>),
        Kernel<Action<Floats, Floats, Floats, Floats, Floats, int, int>>(BatchNormalization.FoldKernelKernel<MiddleChannels>),
        .. Activations.Select(activation =>
            Method<Action<Floats, Floats, int>>(Elementwise.ForwardKernel<ReLU>).MakeGenericMethod(activation)),
        .. Activations.Select(activation =>
            Method<Action<Floats, Floats, Floats, int>>(Elementwise.BackwardKernel<ReLU>).MakeGenericMethod(activation)),
        Kernel<Action<Floats, Floats, int>>(RowActivation.ForwardKernel<LogSoftmax.OfRow, ThreeRows>),
        Kernel<Action<Floats, Floats, Floats, int>>(RowActivation.BackwardKernel<LogSoftmax.OfRow, ThreeRows>),
        Kernel<Action<Floats, Floats, int>>(RowActivation.ForwardKernel<Sparsemax.OfRow, ThreeRows>),
        Kernel<Action<Floats, Floats, Floats, int>>(RowActivation.BackwardKernel<Sparsemax.OfRow, ThreeRows>),
        Kernel<Action<Floats, Floats, int>>(RowActivation.ForwardKernel<Softmax.OfRow, ThreeRows>),
        Kernel<Action<Floats, Floats, Floats, int>>(RowActivation.BackwardKernel<Softmax.OfRow, ThreeRows>),
        Kernel<Action<Floats, Floats, Ints, int, int>>(Dropout.ApplyKernel<DropThreeOfTen>),
        Kernel<Action<Floats, Floats, int, int, int>>(PartialSums.AddKernel),
        Kernel<Action<Floats, Floats, Floats, Floats, Floats, Ints, Floats, Crossentropy.GpuSizes>>(Crossentropy.GpuKernel),
        Kernel<Action<Floats, Floats, Floats, Floats, Floats, Floats, ElementwiseLoss.GpuSizes>>(
            ElementwiseLoss.GpuKernel<MeanSquaredError.Formula>),
        Kernel<Action<Floats, Floats, Floats, Floats, Floats, Floats, ElementwiseLoss.GpuSizes>>(
            ElementwiseLoss.GpuKernel<MeanAbsolutePercentageError.Formula>),
        Kernel<Action<Floats, Floats, Floats, Floats, Floats, Floats, ElementwiseLoss.GpuSizes>>(
            ElementwiseLoss.GpuKernel<MeanSquaredLogarithmicError.Formula>),
        Kernel<Action<Floats, Floats, Floats, Floats, Floats, Floats, ElementwiseLoss.GpuSizes>>(
            ElementwiseLoss.GpuKernel<Huber.Formula>),
        Kernel<Action<Floats, Floats, Floats, Floats, Floats, Floats, ElementwiseLoss.GpuSizes>>(
            ElementwiseLoss.GpuKernel<LogCosh.Formula>),
        Kernel<Action<Floats, Floats, Floats, Floats, Floats, Floats, ElementwiseLoss.GpuSizes>>(
            ElementwiseLoss.GpuKernel<Poisson.Formula>),
        Kernel<Action<Floats, Floats, Floats, Floats, Floats, Floats, ElementwiseLoss.GpuSizes>>(
            ElementwiseLoss.GpuKernel<KLDivergence.Formula>),
        Kernel<Action<Floats, Floats, Floats, Floats, Floats, Floats, ElementwiseLoss.GpuSizes>>(
            ElementwiseLoss.GpuKernel<SquaredHinge.Formula>),
        Kernel<Action<Floats, Floats, Floats, Floats, Floats, Floats, ElementwiseLoss.GpuSizes>>(
            ElementwiseLoss.GpuKernel<BinaryCrossentropy.Formula>),
        Kernel<Action<Floats, Floats, Floats, Floats, Floats, Floats, ElementwiseLoss.GpuSizes>>(
            ElementwiseLoss.GpuKernel<BinaryFocalCrossentropy.Formula>),
        Kernel<Action<Floats, Floats, Floats, Floats, Floats, Floats, Floats, GroupLoss.GpuJob>>(
            GroupLoss.GpuKernel<CosineSimilarity.Formula>),
        Kernel<Action<Floats, Floats, Floats, Floats, Floats, Floats, Floats, GroupLoss.GpuJob>>(
            GroupLoss.GpuKernel<CategoricalHinge.Formula>),
        Kernel<Action<Floats, Floats, Floats, Floats, Floats, Floats, Floats, GroupLoss.GpuJob>>(GroupLoss.GpuKernel<Dice.Formula>),
        Kernel<Action<Floats, Floats, Floats, Floats, Floats, Floats, Floats, GroupLoss.GpuJob>>(GroupLoss.GpuKernel<Tversky.Formula>),
        Kernel<Action<Floats, Floats, Floats, Floats, GroupLoss.GpuJob>>(GroupLoss.SumKernel<CosineSimilarity.Formula>),
        Kernel<Action<Floats, Floats, Floats, Floats, GroupLoss.GpuJob>>(GroupLoss.SumKernel<Tversky.Formula>),
        Kernel<Action<Floats, int, int>>(GroupLoss.TotalKernel),
        Kernel<Action<Floats, Floats, Floats, Ints, Floats, Floats, MetricSizes>>(MetricKernels.Kernel<AccuracyRule>),
        Kernel<Action<Floats, Floats, Floats, Ints, Floats, Floats, MetricSizes>>(MetricKernels.Kernel<TopKRule>),
        Kernel<Action<Floats, Floats, Floats, Ints, Floats, Floats, MetricSizes>>(MetricKernels.Kernel<CountsRule>),
        Kernel<Action<Floats, Floats, Floats, Ints, Floats, Floats, MetricSizes>>(MetricKernels.Kernel<BucketsRule>),
        Kernel<Action<Floats, Floats, Floats, Ints, Floats, Floats, MetricSizes>>(MetricKernels.Kernel<PairsRule>),
        Kernel<Action<Floats, Floats, Floats, Ints, Floats, Floats, MetricSizes>>(MetricKernels.Kernel<ClassPairsRule>),
        Kernel<Action<Floats, Floats, Floats, Ints, Floats, Floats, MetricSizes>>(MetricKernels.Kernel<CorrelationRule>),
        .. Rule<SGD.Plain>(),
        .. Rule<SGD.WithMomentum<Off>>(),
        .. Rule<SGD.WithMomentum<On>>(),
        .. Rule<RMSprop.Plain<Off>>(),
        .. Rule<RMSprop.Plain<On>>(),
        .. Rule<RMSprop.WithMomentum<Off>>(),
        .. Rule<RMSprop.WithMomentum<On>>(),
        .. Rule<AdamNumbers.Rule<Off>>(),
        .. Rule<AdamNumbers.Rule<On>>(),
        .. Rule<Adagrad.Rule>(),
        .. Rule<Adadelta.Rule>(),
        .. Rule<Adamax.Rule>(),
        .. Rule<Nadam.Rule>(),
        .. Rule<Lion.Rule>(),
        .. Rule<Ftrl.Rule<On>>(),
        .. Rule<Ftrl.Rule<Off>>(),
        .. Scaled<Lamb.Rule>(),
        .. Scaled<Adafactor.Rule>(),
        .. Passes<Unchanged, float>().Skip(1),
        Kernel<Action<Floats, Floats, ArrayView<UpdateNumbers>, Ints, int, int>>(UpdateKernels.MeanKernel),
        Kernel<Action<Floats, Floats, ArrayView<ParameterPiece>, ArrayView<UpdateNumbers>, Ints>>(UpdateKernels.SquaresKernel),
        Kernel<Action<Floats, Factors, Ints, ArrayView<UpdateNumbers>, Ints, int, int>>(UpdateKernels.ClipKernel),
        Kernel<Action<Floats, Floats, Factors, ArrayView<Adafactor.Rule>, ArrayView<UpdateNumbers>, Ints, AdafactorStatistics.GpuSizes>>(
            AdafactorStatistics.RowKernel),
        Kernel<Action<Floats, Floats, Factors, ArrayView<Adafactor.Rule>, ArrayView<UpdateNumbers>, Ints, AdafactorStatistics.GpuSizes>>(
            AdafactorStatistics.ColumnKernel),
        Kernel<Action<Floats, Floats, ArrayView<UpdateNumbers>, Ints, AdafactorStatistics.GpuSizes>>(AdafactorStatistics.RowsMeanKernel),
        Kernel<Action<Floats, Floats, Floats, ArrayView<UpdateNumbers>, Ints, AdafactorStatistics.GpuSizes>>(
            AdafactorStatistics.VelocityKernel),
        Kernel<Action<Floats, Floats, Factors, ArrayView<Adafactor.Rule>, ArrayView<UpdateNumbers>, Ints, AdafactorStatistics.GpuSizes>>(
            AdafactorStatistics.LineKernel),
        Kernel<Action<Floats, Floats, int, int, float, float>>(Regularizer.SumKernel),
        Kernel<Action<Floats, Floats, int, int>>(Regularizer.AddValuesKernel),
        Kernel<Action<Floats, Floats, int, int, float, float>>(Regularizer.AddSamplesKernel),
        Kernel<Action<Floats, Floats, int, float, float>>(Regularizer.AddKernel),
        Kernel<Action<Floats, int, float>>(Regularizer.ClearKernel),
        Kernel<Action<Ints, Floats, int, int>>(NonFiniteGuard.WatchKernel),
        Kernel<Action<Ints, Floats, int, int>>(NonFiniteGuard.JudgeKernel),
        Kernel<Action<Ints, int, int>>(NonFiniteGuard.SetKernel),
    ];

    /// <summary>As tests name it: the class, the method, and what they are closed over.</summary>
    public static string NameOf(MethodInfo kernel) =>
        $"{kernel.DeclaringType!.Name}.{kernel.Name}<{string.Join(", ", kernel.GetGenericArguments().Select(Short))}>";

    private static string Short(Type type)
    {
        // The formulas of losses and the rules of optimizers are nested: the class around them says whose they are.
        string name = (type.DeclaringType is { } around ? $"{around.Name}." : "") + type.Name.Split('`')[0];
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(Short))}>" : name;
    }

    /// <summary>
    /// The products of layers, with and without edges, wide and narrow, with windows of one pixel's channels and of one channel's pixels.
    /// </summary>
    private static IEnumerable<MethodInfo> Products() =>
    [
        .. Stored<Conv2D.ForwardProduct<LectureConv, ReLU>>(),
        .. Stored<Conv2D.ForwardProduct<DeepConv, ReLU>>(),
        .. Stored<Conv2D.ForwardProduct<StridedConv, Linear>>(),
        .. Stored<Conv2D.KernelProduct<LectureConv>>(),
        .. Stored<Conv2D.KernelProduct<DeepConv>>(),
        .. Stored<Conv2D.KernelProduct<SameConv>>(),
        .. Stored<Conv2D.InputProduct<DeepConv>>(),
        .. Stored<Conv2D.InputProduct<StridedConv>>(),
        .. Stored<Conv2DMaxPool.KernelProduct<LectureConv, LecturePool>>(),
        .. Stored<Conv2DMaxPool.KernelProduct<StridedSameConv, WidePool>>(),
        .. Stored<Conv2DMaxPool.InputProduct<DeepConv, DeepPool>>(),
        .. Stored<Conv2DMaxPool.InputProduct<StridedSameConv, WidePool>>(),
        .. Stored<Dense.ForwardProduct<LectureDense, Linear>>(),
        .. Stored<Dense.ForwardProduct<WideDense, ReLU>>(),
        .. Stored<Dense.KernelProduct<LectureDense>>(),
        .. Stored<Dense.InputProduct<LectureDense>>(),
        Kernel<Action<Floats, Floats, Floats, Bytes, Floats, TiledProduct.Job>>(
            TiledProduct.WindowKernel<Conv2DMaxPool.ForwardProduct<LectureConv, LecturePool, ReLU>>),
        Kernel<Action<Floats, Floats, Floats, Bytes, Floats, TiledProduct.Job>>(
            TiledProduct.WindowKernel<Conv2DMaxPool.ForwardProduct<DeepConv, DeepPool, ReLU>>),
        Kernel<Action<Floats, Floats, Bytes, int, int, int>>(ColumnSums.Kernel<Dense.BiasSums<LectureDense>>),
        Kernel<Action<Floats, Floats, Bytes, int, int, int>>(ColumnSums.Kernel<Conv2D.BiasSums<LectureConv>>),
        Kernel<Action<Floats, Floats, Bytes, int, int, int>>(ColumnSums.Kernel<Conv2DMaxPool.BiasSums<LectureConv, LecturePool>>),
    ];

    private static IEnumerable<MethodInfo> Stored<P>() where P : struct, IStoredProduct =>
    [
        Kernel<Action<Floats, Floats, Floats, Bytes, Floats, TiledProduct.Job>>(TiledProduct.Kernel<P>),
        Kernel<Action<Floats, Floats, Floats, TiledProduct.Job>>(TiledProduct.PartsKernel<P>),
    ];

    /// <summary>Both kernels of a rule by which each value becomes another.</summary>
    private static IEnumerable<MethodInfo> ByItself<S, O>() where S : struct, ISize where O : struct, IValueRule<O> =>
    [
        Kernel<Action<Floats, Floats, Floats, int>>(Broadcast.ForwardKernel<Merge.Same<S>, Arithmetic.OfOne<O>, ReLU>),
        Kernel<Action<Floats, Floats, Floats, Floats, int, int>>(
            Broadcast.BackwardKernel<Merge.Same<S>, Arithmetic.OfOne<O>, Broadcast.First<Merge.Same<S>>>),
    ];

    /// <summary>Both kernels of an optimizer's rule: alone, and with all that may belong to an update.</summary>
    private static IEnumerable<MethodInfo> Rule<U>() where U : unmanaged, IUpdateRule => Passes<Plainly<U>, U>();

    private static IEnumerable<MethodInfo> Passes<K, U>() where K : struct, IPass<U> where U : unmanaged =>
    [
        Kernel<Action<Floats, Floats, Floats, Floats, Ints, int, int, int>>(UpdateKernels.PlainKernel<K, U>),
        Kernel<Action<Floats, Floats, Floats, Floats, Floats, Factors, ArrayView<ParameterPiece>, Floats, ArrayView<UpdateNumbers>,
            Ints, int, int>>(UpdateKernels.PieceKernel<K, U>),
    ];

    /// <summary>The kernels of a scaled rule.</summary>
    private static IEnumerable<MethodInfo> Scaled<U>() where U : unmanaged, IScaledRule =>
    [
        .. Rule<U>().Skip(1),
        .. Passes<Moving<U>, U>().Skip(1),
        Kernel<Action<Floats, Floats, Floats, Floats, Factors, ArrayView<ParameterPiece>, Floats, ArrayView<UpdateNumbers>, Ints, int,
            int>>(UpdateKernels.MeasureKernel<U>),
        Kernel<Action<Floats, Factors, Ints, Floats, ArrayView<UpdateNumbers>, Ints>>(UpdateKernels.FactorKernel<U>),
    ];

    private static MethodInfo Method<T>(T kernel) where T : Delegate => kernel.Method.GetGenericMethodDefinition();

    private static MethodInfo Kernel<T>(T kernel) where T : Delegate => kernel.Method;
}
