[Input(28, 28, 1)]
[Flatten]
[Conv2D(8, 3, ReLU)]
//~^^^^ MGN0104, error
//~ Layer 2, Conv2D: it works on an image, (height, width, channels), but the 784 that layer 1 (Flatten) gives is none. Write [Reshape(28,
//~ 28, 1)] before it.
//~ See also: Flatten
//~ Write [Reshape(28, 28, 1)] before it:
//~|[Reshape(28, 28, 1)]
[Dense(10, Softmax)]
public partial class Net;
