[Input(784)]
[Dense(64, ReLU)] [Dropout(50)]
//~                        ^^ MGN0110, error
//~ Layer 2, Dropout: a rate of 50 is not a fraction between 0 and 1. Write 0.5, say.
//~ See also: Dense
//~ Write 0.5:
//~|[Dense(64, ReLU)] [Dropout(0.5)]
[Dense(10, Activation.Softmax)]
public partial class Net;
