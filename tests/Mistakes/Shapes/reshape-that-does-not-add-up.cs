[Input(784)] [Reshape(28, 27, 1)] [Flatten] [Dense(2)]
//~                   ^^^^^^^^^ MGN0106, error
//~ Layer 1, Reshape: 28 x 27 x 1 has 756 values, but the 784 that the input gives has 784. Write [Reshape(784)], say.
//~ See also: Input
//~ Write [Reshape(784)]:
//~|[Input(784)] [Reshape(784)] [Flatten] [Dense(2)]
public partial class Net;
