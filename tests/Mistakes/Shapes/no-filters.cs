[Input(8, 8, 1)] [Conv2D(0, 3, Activation.ReLU)] [Flatten] [Dense(2)]
//~                      ^ MGN0103, error
//~ Layer 1, Conv2D: filters is 0. Use 1 or more.
//~ See also: Input
public partial class Net;
