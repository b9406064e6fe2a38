[Input(8, 8, 1)] [Conv2D(8, 5, Activation.ReLU)] [MaxPool(3)] [MaxPool(2)] [Flatten] [Dense(2)]
//~                                                       ^ MGN0102, info
//~ Layer 2, MaxPool: 4 x 4 is not a multiple of 3, so the last row and column are dropped and the output is 1 x 1. Write Truncate = true if
//~ that is meant.
//~ See also: Conv2D
//~ Write Truncate = true:
//~|[Input(8, 8, 1)] [Conv2D(8, 5, Activation.ReLU)] [MaxPool(3, Truncate = true)] [MaxPool(2)] [Flatten] [Dense(2)]
//~ Write Padding = Padding.Same:
//~|[Input(8, 8, 1)] [Conv2D(8, 5, Activation.ReLU)] [MaxPool(3, Padding = Padding.Same)] [MaxPool(2)] [Flatten] [Dense(2)]
//~                                                                    ^ MGN0101, error
//~ Layer 3, MaxPool: a 2 x 2 window does not fit the 1 x 1 x 8 that layer 2 (MaxPool) gives. Leave it out.
//~ See also: MaxPool
//~ Remove this layer:
//~|[Input(8, 8, 1)] [Conv2D(8, 5, Activation.ReLU)] [MaxPool(3)] [Flatten] [Dense(2)]
//~ Write Padding = Padding.Same:
//~|[Input(8, 8, 1)] [Conv2D(8, 5, Activation.ReLU)] [MaxPool(3)] [MaxPool(2, Padding = Padding.Same)] [Flatten] [Dense(2)]
public partial class Net;
