[Input(28, 28)]
[Conv2D(8, 3, ReLU)]
//~^^^^ MGN0104, error
//~ Layer 1, Conv2D: it works on an image, (height, width, channels), but the 28 x 28 that the input gives is none. Write [Reshape(28, 28,
//~ 1)] before it.
//~ See also: Input
//~ Write [Reshape(28, 28, 1)] before it:
//~|[Reshape(28, 28, 1)]
[Flatten]
[Dense(10, Softmax)]
public partial class Net;
