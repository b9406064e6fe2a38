[Input(28, 28, 1)]
[Conv2D(8, 3, use_bias: false)]
//~           ^^^^^^^^ CS1739, error
//~ The best overload for 'Conv2DAttribute' does not have a parameter named 'use_bias'
//~           ^^^^^^^^^^^^^^^ MGN0035, error
//~ [Conv2D]: it has no argument use_bias. Write UseBias = false.
//~ Write UseBias = false:
//~|[Conv2D(8, 3, UseBias = false)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
