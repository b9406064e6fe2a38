[Input(1, 28, 28)]
//~    ^^^^^^^^^ MGN0117, error
//~ Input: 1 x 28 x 28 is read as an image of 1 x 28 pixels with 28 channels, because channels come last. Write [Input(28, 28, 1)], say.
//~ Write [Input(28, 28, 1)]:
//~|[Input(28, 28, 1)]
[Conv2D(8, 3, ReLU)]
[Flatten]
[Dense(10, Softmax)]
public partial class Net;
