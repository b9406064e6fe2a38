[Input(28, 28, 1)]
[Conv2D(8, 3, StrideHeight = 2, Padding = Padding.Same)]
//~           ^^^^^^^^^^^^^^^^ MGN0309, info
//~ Layer 1, Conv2D: StrideHeight = 2 alone leaves all columns, so that the image is not halved but squeezed. Write Strides = 2 if both are
//~ meant.
//~ Write Strides = 2:
//~|[Conv2D(8, 3, Strides = 2, Padding = Padding.Same)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
