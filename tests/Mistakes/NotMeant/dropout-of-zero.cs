[Input(784)]
[Dense(64, ReLU)] [Dropout(0)]
//~                ^^^^^^^ MGN0307, warning
//~ Layer 2, Dropout: a rate of 0 drops nothing. Leave it out.
//~ Remove this layer:
//~|[Dense(64, ReLU)]
[Dense(10, Activation.Softmax)]
public partial class Net;
