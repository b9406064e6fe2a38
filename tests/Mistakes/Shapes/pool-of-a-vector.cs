[Input(784)] [MaxPool(2)] [Dense(2)]
//~           ^^^^^^^ MGN0104, error
//~ Layer 1, MaxPool: it works on an image, (height, width, channels), but the 784 that the input gives is none. Write [Reshape(28, 28, 1)]
//~ before it.
//~ See also: Input
//~ Write [Reshape(28, 28, 1)] before it:
//~|[Input(784)] [Reshape(28, 28, 1)] [MaxPool(2)] [Dense(2)]
public partial class Net;
