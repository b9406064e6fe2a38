[Input(784)]
[Dense(64, ReLU, KernelInitializerConfig = "he_norml")]
//~              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MGN0113, error
//~ Layer 1, Dense: KernelInitializerConfig is "he_norml", but there is no initializer he_norml; near it is he_normal. Write "he_normal",
//~ say.
//~ See also: Input
//~ Write "he_normal":
//~|[Dense(64, ReLU, KernelInitializerConfig = "he_normal")]
[Dense(10, Activation.Softmax)]
public partial class Net;
