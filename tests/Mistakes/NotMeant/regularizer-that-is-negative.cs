[Input(784)]
[Dense(64, ReLU, KernelL2 = -0.01)]
//~              ^^^^^^^^^^^^^^^^ MGN0116, error
//~ Layer 1, Dense: KernelL2 is -0.01, but a regularizer's factor must be finite and 0 or more. Write 0.01, say.
//~ See also: Input
//~ Write 0.01:
//~|[Dense(64, ReLU, KernelL2 = 0.01)]
[Dense(10, Activation.Softmax)]
public partial class Net;
