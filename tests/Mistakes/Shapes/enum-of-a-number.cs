[Input(28, 28, 1)] [Conv2D(8, 3, (Activation)99)] [Flatten] [Dense(2)]
//~                              ^^^^^^^^^^^^^^ MGN0112, error
//~ Layer 1, Conv2D: 99 is not a member of Activation. Use Linear, ReLU, Sigmoid, Tanh, Softmax, ReLU6, LeakyReLU, ELU, SELU, CELU, GELU,
//~ GELUApproximate, SiLU, HardSigmoid, HardSiLU, LogSigmoid, Exponential, Softplus, Softsign, Mish, HardTanh, TanhShrink, SoftShrink,
//~ HardShrink, Squareplus, SparsePlus, SparseSigmoid, LogSoftmax or Sparsemax.
//~ See also: Input
public partial class Net;
