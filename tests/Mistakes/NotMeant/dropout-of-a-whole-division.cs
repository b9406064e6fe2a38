[Input(784)]
[Dense(64, ReLU)] [Dropout(1 / 2)]
//~                        ^^^^^ MGN0208, warning
//~ Dropout: rate is 0, because 1 / 2 divides whole numbers and drops the rest. Write 0.5.
//~ Write 0.5:
//~|[Dense(64, ReLU)] [Dropout(0.5)]
[Dense(10, Activation.Softmax)]
public partial class Net;
