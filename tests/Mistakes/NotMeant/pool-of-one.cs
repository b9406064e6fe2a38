[Input(28, 28, 1)]
[Conv2D(8, 3)] [MaxPool(1)]
//~             ^^^^^^^ MGN0307, warning
//~ Layer 2, MaxPool: a window of 1 x 1 leaves values as they are. Leave it out.
//~ Remove this layer:
//~|[Conv2D(8, 3)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
