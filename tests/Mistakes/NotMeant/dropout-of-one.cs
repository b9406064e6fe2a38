[Input(784)]
[Dense(64, ReLU)] [Dropout(1)]
//~                        ^ MGN0315, warning
//~ Layer 2, Dropout: a rate of 1 drops everything, so nothing is learnt. Write 0.5, say.
//~ Write 0.5:
//~|[Dense(64, ReLU)] [Dropout(0.5)]
[Dense(10, Activation.Softmax)]
public partial class Net;
