[Input(28, 28, 1)]
[Conv2D(8, 3, Strides = 5)]
//~           ^^^^^^^^^^^ MGN0308, warning
//~ Layer 1, Conv2D: a window of 3 x 3 moves by 5 x 5, so that nobody reads some of the pixels. Write Strides = 3.
//~ Write 3:
//~|[Conv2D(8, 3, Strides = 3)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
