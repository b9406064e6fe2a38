[Input(28, 28, 1)] [Conv2D(8, 3, Activation.ReLU, Strides = 2, StrideHeight = 1)] [Flatten] [Dense(2)]
//~                                               ^^^^^^^^^^^ MGN0102, info
//~ Layer 1, Conv2D: a 3 x 3 kernel with strides of 1 x 2 does not end at the edge of 28 x 28, so the last column is dropped and the output
//~ is 26 x 13. Write Truncate = true if that is meant.
//~ See also: Input
//~ Write Truncate = true:
//~|[Input(28, 28, 1)] [Conv2D(8, 3, Activation.ReLU, Strides = 2, StrideHeight = 1, Truncate = true)] [Flatten] [Dense(2)]
//~ Write Padding = Padding.Same:
//~|[Input(28, 28, 1)] [Conv2D(8, 3, Activation.ReLU, Strides = 2, StrideHeight = 1, Padding = Padding.Same)] [Flatten] [Dense(2)]
//~                                                            ^^^^^^^^^^^^^^^^ MGN0111, error
//~ Layer 1, Conv2D: StrideHeight is given beside Strides. Write Strides alone, or StrideHeight and StrideWidth.
//~ See also: Input
//~ Write StrideWidth in the place of Strides:
//~|[Input(28, 28, 1)] [Conv2D(8, 3, Activation.ReLU, StrideWidth = 2, StrideHeight = 1)] [Flatten] [Dense(2)]
public partial class Net;
