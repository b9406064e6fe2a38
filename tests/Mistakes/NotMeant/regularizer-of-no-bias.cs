[Input(784)]
[Dense(64, ReLU, UseBias = false, BiasL2 = 0.1)]
//~                               ^^^^^^^^^^^^ MGN0304, warning
//~ Layer 1, Dense: BiasL2 works on the bias, but UseBias = false leaves it out. Leave BiasL2 out.
//~ See also: Input
//~ Leave BiasL2 out:
//~|[Dense(64, ReLU, UseBias = false)]
[Dense(10, Activation.Softmax)]
public partial class Net;
