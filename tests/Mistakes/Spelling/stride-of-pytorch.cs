[Input(28, 28, 1)]
[Conv2D(8, 3, stride: 2)]
//~           ^^^^^^ CS1739, error
//~ The best overload for 'Conv2DAttribute' does not have a parameter named 'stride'
//~           ^^^^^^^^^ MGN0035, error
//~ [Conv2D]: it has no argument stride. Write Strides = 2.
//~ Write Strides = 2:
//~|[Conv2D(8, 3, Strides = 2)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
