[Input(784)]
[Dense(64)]
//~^^^ MGN0311, info
//~ Layer 1, Dense: without an activation it and layer 2 (Dense) after it are one linear layer. Write Activation.ReLU, say.
//~ Write Activation.ReLU:
//~|[Dense(64, Activation.ReLU)]
[Dense(10, Activation.Softmax)]
public partial class Net;
