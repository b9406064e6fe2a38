using System.Reflection;
using ILGPU;
using ModelGen.Kernels;

namespace ModelGen.Tests.Gpu;

using Floats = ArrayView<float>;
using Ints = ArrayView<int>;

/// <summary>Every kernel of the library, closed over real shapes: a new one belongs in this list.</summary>
internal static class GpuKernels
{
    /// <summary>Every activation that works on single values.</summary>
    public static Type[] Activations { get; } =
        [.. typeof(IActivation).Assembly.GetTypes().Where(type => type.IsValueType && type.IsAssignableTo(typeof(IActivation))).OrderBy(type => type.Name, StringComparer.Ordinal)];

    public static IEnumerable<MethodInfo> All { get; } =
    [
        Kernel<Action<Floats, Floats, Floats, Floats, int, int>>(Conv2D.ForwardKernel<LectureConv, ReLU>),
        Kernel<Action<Floats, Floats, Floats, Floats, int, int>>(Conv2D.ForwardKernel<StridedConv, Linear>),
        Kernel<Action<Floats, Floats, Floats, Floats, int, int, int, int>>(Conv2D.BackwardKernelKernel<LectureConv>),
        Kernel<Action<Floats, Floats, Floats, Floats, int, int, int, int>>(Conv2D.BackwardKernelKernel<SameConv>),
        Kernel<Action<Floats, Floats, Floats, int>>(Conv2D.BackwardInputKernel<SameConv>),
        Kernel<Action<Floats, Floats, Floats, int>>(Conv2D.BackwardInputKernel<StridedConv>),
        Kernel<Action<Floats, Ints, Floats, Floats, Floats, int, int, int>>(Conv2DMaxPool.ForwardKernel<LectureConv, LecturePool, ReLU>),
        Kernel<Action<Floats, Ints, Floats, Floats, Floats, int, int, int>>(Conv2DMaxPool.ForwardKernel<StridedSameConv, WidePool, Linear>),
        Kernel<Action<Floats, Floats, Floats, Ints, Floats, int, int, int>>(Conv2DMaxPool.BackwardKernelKernel<LectureConv, LecturePool>),
        Kernel<Action<Floats, Floats, Floats, Ints, Floats, int, int, int>>(Conv2DMaxPool.BackwardKernelKernel<StridedSameConv, WidePool>),
        Kernel<Action<Floats, Floats, Ints, Floats, int>>(Conv2DMaxPool.BackwardInputKernel<LectureConv, LecturePool>),
        Kernel<Action<Floats, Floats, Ints, Floats, int>>(Conv2DMaxPool.BackwardInputKernel<StridedSameConv, WidePool>),
        Kernel<Action<Floats, Floats, Floats, Floats, int, int>>(TiledProduct.Kernel<Dense.ForwardProduct<LectureDense, Linear>>),
        Kernel<Action<Floats, Floats, Floats, Floats, int, int>>(TiledProduct.Kernel<Dense.ForwardProduct<WideDense, ReLU>>),
        Kernel<Action<Floats, Floats, Floats, Floats, int, int>>(TiledProduct.Kernel<Dense.KernelProduct<LectureDense>>),
        Kernel<Action<Floats, Floats, Floats, Floats, int, int>>(TiledProduct.Kernel<Dense.InputProduct<LectureDense>>),
        Kernel<Action<Floats, Floats, int, int>>(Dense.BiasKernel<LectureDense>),
        Kernel<Action<Floats, Ints, Floats, int, int>>(MaxPool.ForwardKernel<OverlappingPool>),
        Kernel<Action<Floats, Ints, Floats, int>>(MaxPool.BackwardKernel<OverlappingPool>),
        Kernel<Action<Floats, Floats, int>>(AveragePool.ForwardKernel<OverlappingPool>),
        Kernel<Action<Floats, Floats, int>>(AveragePool.BackwardKernel<OverlappingPool>),
        Kernel<Action<Floats, Floats, int>>(GlobalAveragePool.ForwardKernel<ThreeRows>),
        Kernel<Action<Floats, Floats, int>>(GlobalAveragePool.BackwardKernel<ThreeRows>),
        .. Activations.Select(activation => Method<Action<Floats, Floats, int>>(Elementwise.ForwardKernel<ReLU>).MakeGenericMethod(activation)),
        .. Activations.Select(activation => Method<Action<Floats, Floats, Floats, int>>(Elementwise.BackwardKernel<ReLU>).MakeGenericMethod(activation)),
        Kernel<Action<Floats, Floats, int>>(LogSoftmax.ForwardKernel<ThreeRows>),
        Kernel<Action<Floats, Floats, Floats, int>>(LogSoftmax.BackwardKernel<ThreeRows>),
        Kernel<Action<Floats, Floats, int>>(Sparsemax.ForwardKernel<ThreeRows>),
        Kernel<Action<Floats, Floats, Floats, int>>(Sparsemax.BackwardKernel<ThreeRows>),
        Kernel<Action<Floats, Floats, int>>(Softmax.ForwardKernel<ThreeRows>),
        Kernel<Action<Floats, Floats, Floats, int>>(Softmax.BackwardKernel<ThreeRows>),
        Kernel<Action<Floats, Floats, Ints, int, int>>(Dropout.ApplyKernel<DropThreeOfTen>),
        Kernel<Action<Floats, Floats, int, int, int>>(Lanes.AddKernel),
        Kernel<Action<Floats, Floats, Floats, Floats, Floats, Ints, Floats, Crossentropy.GpuSizes>>(Crossentropy.GpuKernel),
        Kernel<Action<Floats, Floats, Floats, Floats, Ints, Floats, ElementwiseLoss.GpuSizes, LossSettings>>(ElementwiseLoss.GpuKernel<MeanSquaredError.Formula>),
        Kernel<Action<Floats, Floats, Floats, Floats, Ints, Floats, ElementwiseLoss.GpuSizes, LossSettings>>(ElementwiseLoss.GpuKernel<MeanAbsolutePercentageError.Formula>),
        Kernel<Action<Floats, Floats, Floats, Floats, Ints, Floats, ElementwiseLoss.GpuSizes, LossSettings>>(ElementwiseLoss.GpuKernel<MeanSquaredLogarithmicError.Formula>),
        Kernel<Action<Floats, Floats, Floats, Floats, Ints, Floats, ElementwiseLoss.GpuSizes, LossSettings>>(ElementwiseLoss.GpuKernel<Huber.Formula>),
        Kernel<Action<Floats, Floats, Floats, Floats, Ints, Floats, ElementwiseLoss.GpuSizes, LossSettings>>(ElementwiseLoss.GpuKernel<LogCosh.Formula>),
        Kernel<Action<Floats, Floats, Floats, Floats, Ints, Floats, ElementwiseLoss.GpuSizes, LossSettings>>(ElementwiseLoss.GpuKernel<Poisson.Formula>),
        Kernel<Action<Floats, Floats, Floats, Floats, Ints, Floats, ElementwiseLoss.GpuSizes, LossSettings>>(ElementwiseLoss.GpuKernel<KLDivergence.Formula>),
        Kernel<Action<Floats, Floats, Floats, Floats, Ints, Floats, ElementwiseLoss.GpuSizes, LossSettings>>(ElementwiseLoss.GpuKernel<SquaredHinge.Formula>),
        Kernel<Action<Floats, Floats, Floats, Floats, Ints, Floats, ElementwiseLoss.GpuSizes, LossSettings>>(ElementwiseLoss.GpuKernel<BinaryCrossentropy.Formula>),
        Kernel<Action<Floats, Floats, Floats, Floats, Ints, Floats, ElementwiseLoss.GpuSizes, LossSettings>>(ElementwiseLoss.GpuKernel<BinaryFocalCrossentropy.Formula>),
        Kernel<Action<Floats, Floats, Floats, Floats, Ints, Floats, Floats, GroupLoss.GpuJob>>(GroupLoss.GpuKernel<CosineSimilarity.Formula>),
        Kernel<Action<Floats, Floats, Floats, Floats, Ints, Floats, Floats, GroupLoss.GpuJob>>(GroupLoss.GpuKernel<CategoricalHinge.Formula>),
        Kernel<Action<Floats, Floats, Floats, Floats, Ints, Floats, Floats, GroupLoss.GpuJob>>(GroupLoss.GpuKernel<Dice.Formula>),
        Kernel<Action<Floats, Floats, Floats, Floats, Ints, Floats, Floats, GroupLoss.GpuJob>>(GroupLoss.GpuKernel<Tversky.Formula>),
        Kernel<Action<Floats, Floats, Floats, Ints, GroupLoss.GpuJob>>(GroupLoss.SumKernel<CosineSimilarity.Formula>),
        Kernel<Action<Floats, Floats, Floats, Ints, GroupLoss.GpuJob>>(GroupLoss.SumKernel<Tversky.Formula>),
        Kernel<Action<Floats, int, int>>(GroupLoss.TotalKernel),
        Kernel<Action<Floats, Floats, Floats, Ints, Accuracy.GpuSizes>>(Accuracy.GpuKernel),
        Kernel<Action<Floats, Floats, Floats, Ints, int>>(SGD.PlainKernel),
        Kernel<Action<Floats, Floats, Floats, Floats, Ints, int, int>>(SGD.MomentumKernel),
        Kernel<Action<Floats, Floats, Floats, Floats, Floats, Ints, int>>(Adam.Kernel),
        Kernel<Action<Floats, Floats, int, int, float, float>>(Penalty.SumKernel),
        Kernel<Action<Floats, Floats, int, int>>(Penalty.AddValuesKernel),
        Kernel<Action<Floats, Floats, int, int, float, float>>(Penalty.AddSamplesKernel),
        Kernel<Action<Floats, Floats, int, float, float>>(Penalty.AddKernel),
        Kernel<Action<Floats, int, float>>(Penalty.ClearKernel),
        Kernel<Action<Ints, Floats, int>>(NonFiniteGuard.WatchKernel),
    ];

    /// <summary>As tests name it: the class, the method, and what they are closed over.</summary>
    public static string NameOf(MethodInfo kernel) =>
        $"{kernel.DeclaringType!.Name}.{kernel.Name}<{string.Join(", ", kernel.GetGenericArguments().Select(Short))}>";

    private static string Short(Type type) =>
        type.Name == "Formula" ? type.DeclaringType!.Name : type.IsGenericType ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Short))}>" : type.Name;

    private static MethodInfo Method<T>(T kernel) where T : Delegate => kernel.Method.GetGenericMethodDefinition();

    private static MethodInfo Kernel<T>(T kernel) where T : Delegate => kernel.Method;
}
