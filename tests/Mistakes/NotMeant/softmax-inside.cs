[Input(784)]
[Dense(64, Softmax)]
//~        ^^^^^^^ MGN0301, warning
//~ Layer 1, Dense: softmax turns values into probabilities, which belong at the end, but a layer follows. Use Activation.ReLU here, or end
//~ the model here.
//~ See also: Input
//~ Use Activation.ReLU:
//~|[Dense(64, Activation.ReLU)]
[Dense(10, Activation.Softmax)]
public partial class Net;
