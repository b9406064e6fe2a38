[Input(784)]
[Flatten] [Dense(64, ReLU)]
//~^^^^^ MGN0307, warning
//~ Layer 1, Flatten: what the input gives is a vector already. Leave it out.
//~ Remove this layer:
//~|[Dense(64, ReLU)]
[Dense(10, Activation.Softmax)]
public partial class Net;
