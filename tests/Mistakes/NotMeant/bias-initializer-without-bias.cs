[Input(784)]
[Dense(64, ReLU, UseBias = false, BiasInitializer = Initializer.Ones)]
//~                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MGN0304, warning
//~ Layer 1, Dense: BiasInitializer works on the bias, but UseBias = false leaves it out. Leave BiasInitializer out.
//~ See also: Input
//~ Leave BiasInitializer out:
//~|[Dense(64, ReLU, UseBias = false)]
[Dense(10, Activation.Softmax)]
public partial class Net;
