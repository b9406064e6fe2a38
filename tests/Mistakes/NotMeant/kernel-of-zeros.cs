[Input(784)]
[Dense(64, ReLU, KernelInitializer = Initializer.Zeros)]
//~              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MGN0310, warning
//~ Layer 1, Dense: with a kernel of zeros all its units are alike, and training keeps them alike. Leave KernelInitializer out.
//~ Leave KernelInitializer out:
//~|[Dense(64, ReLU)]
[Dense(10, Activation.Softmax)]
public partial class Net;
