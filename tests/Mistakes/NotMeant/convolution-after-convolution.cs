[Input(28, 28, 1)]
[Conv2D(8, 3)] [Conv2D(8, 3, ReLU)]
//~^^^^ MGN0311, info
//~ Layer 1, Conv2D: without an activation it and layer 2 (Conv2D) after it are one linear layer. Write Activation.ReLU, say.
//~ Write Activation.ReLU:
//~|[Conv2D(8, 3, Activation.ReLU)] [Conv2D(8, 3, ReLU)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
