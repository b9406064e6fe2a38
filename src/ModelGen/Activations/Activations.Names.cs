using ModelGen.Kernels;

namespace ModelGen;

/// <content>Activations by name and by value.</content>
public static partial class Activations
{
    private static readonly NamedChoice<Activation> Names = new("activation", StringComparison.Ordinal,
        (["linear"], static _ => Activation.Linear),
        (["relu"], static _ => Activation.ReLU),
        (["relu6"], static _ => Activation.ReLU6),
        (["leaky_relu"], static _ => Activation.LeakyReLU),
        (["elu"], static _ => Activation.ELU),
        (["selu"], static _ => Activation.SELU),
        (["celu"], static _ => Activation.CELU),
        (["gelu"], static _ => Activation.GELU),
        (["silu", "swish"], static _ => Activation.SiLU),
        (["sigmoid"], static _ => Activation.Sigmoid),
        (["hard_sigmoid"], static _ => Activation.HardSigmoid),
        (["hard_silu", "hard_swish"], static _ => Activation.HardSiLU),
        (["log_sigmoid"], static _ => Activation.LogSigmoid),
        (["tanh"], static _ => Activation.Tanh),
        (["exponential"], static _ => Activation.Exponential),
        (["softplus"], static _ => Activation.Softplus),
        (["softsign"], static _ => Activation.Softsign),
        (["mish"], static _ => Activation.Mish),
        (["hard_tanh"], static _ => Activation.HardTanh),
        (["tanh_shrink"], static _ => Activation.TanhShrink),
        (["soft_shrink"], static _ => Activation.SoftShrink),
        (["hard_shrink"], static _ => Activation.HardShrink),
        (["squareplus"], static _ => Activation.Squareplus),
        (["sparse_plus"], static _ => Activation.SparsePlus),
        (["sparse_sigmoid"], static _ => Activation.SparseSigmoid),
        (["softmax"], static _ => Activation.Softmax),
        (["log_softmax"], static _ => Activation.LogSoftmax),
        (["sparsemax"], static _ => Activation.Sparsemax));

    /// <summary>The activation of one of Keras's names: <c>relu</c>, <c>gelu</c>, <c>log_softmax</c>.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists the near names and all.</exception>
    public static Activation Get(string name) => Names.Resolve(name);

    /// <summary>A function with its defaults, as a layer applies it; of softmax and its like the whole span is one row.</summary>
    /// <param name="activation">The function.</param>
    /// <param name="x">The numbers.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not a member of <see cref="Activation"/>.</exception>
    public static float[] Apply(Activation activation, ReadOnlySpan<float> x) => activation switch
    {
        Activation.Linear => Linear(x),
        Activation.ReLU => Of<ReLU>(x),
        Activation.Sigmoid => Sigmoid(x),
        Activation.Tanh => Tanh(x),
        Activation.Softmax => Softmax(x),
        Activation.ReLU6 => ReLU6(x),
        Activation.LeakyReLU => Of<LeakyReLU>(x),
        Activation.ELU => Of<ELU>(x),
        Activation.SELU => SELU(x),
        Activation.CELU => Of<CELU>(x),
        Activation.GELU => GELU(x),
        Activation.GELUApproximate => GELU(x, approximate: true),
        Activation.SiLU => SiLU(x),
        Activation.HardSigmoid => HardSigmoid(x),
        Activation.HardSiLU => HardSiLU(x),
        Activation.LogSigmoid => LogSigmoid(x),
        Activation.Exponential => Exponential(x),
        Activation.Softplus => Softplus(x),
        Activation.Softsign => Softsign(x),
        Activation.Mish => Mish(x),
        Activation.HardTanh => HardTanh(x),
        Activation.TanhShrink => TanhShrink(x),
        Activation.SoftShrink => Of<SoftShrink>(x),
        Activation.HardShrink => Of<HardShrink>(x),
        Activation.Squareplus => Of<Squareplus>(x),
        Activation.SparsePlus => SparsePlus(x),
        Activation.SparseSigmoid => SparseSigmoid(x),
        Activation.LogSoftmax => LogSoftmax(x),
        Activation.Sparsemax => Sparsemax(x),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, $"{activation} is not a member of Activation."),
    };
}
