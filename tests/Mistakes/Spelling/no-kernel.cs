[Input(28, 28, 1)]
[Conv2D(32)]
//~^^^^^^^^ CS1729, error
//~ 'Conv2DAttribute' does not contain a constructor that takes 1 arguments
//~^^^^^^^^ MGN0036, error
//~ [Conv2D] needs kernelSize too. Write [Conv2D(32, 3)], say.
//~ Write Conv2D(32, 3):
//~|[Conv2D(32, 3)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
