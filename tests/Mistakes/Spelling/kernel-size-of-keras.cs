[Input(28, 28, 1)]
[Conv2D(8, kernel_size: 3)]
//~        ^^^^^^^^^^^ CS1739, error
//~ The best overload for 'Conv2DAttribute' does not have a parameter named 'kernel_size'
//~        ^^^^^^^^^^^^^^ MGN0035, error
//~ [Conv2D]: it has no argument kernel_size. Write kernelSize: 3.
//~ Write kernelSize: 3:
//~|[Conv2D(8, kernelSize: 3)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
