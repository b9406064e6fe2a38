[Input(4, 4, 1)] [Conv2D(8, 5, Activation.ReLU)] [Flatten] [Dense(2)]
//~                         ^ MGN0101, error
//~ Layer 1, Conv2D: a 5 x 5 kernel does not fit the 4 x 4 x 1 that the input gives. Use at most 4 x 4, or Padding.Same.
//~ See also: Input
//~ Use 4:
//~|[Input(4, 4, 1)] [Conv2D(8, 4, Activation.ReLU)] [Flatten] [Dense(2)]
//~ Write Padding = Padding.Same:
//~|[Input(4, 4, 1)] [Conv2D(8, 5, Activation.ReLU, Padding = Padding.Same)] [Flatten] [Dense(2)]
public partial class Net;
