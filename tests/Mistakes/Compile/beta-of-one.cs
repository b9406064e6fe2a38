using var model = new Net();
var optimizer = new Adam(beta1: 1);
//~                             ^ MGN0207, error
//~ Adam: beta1 is 1, but it must be from 0 to below 1. Write 0.9, say.
//~ Write 0.9:
//~|var optimizer = new Adam(beta1: 0.9);
model.Compile(optimizer, Loss.MeanSquaredError);

[Input(4)] [Dense(1)]
public partial class Net;
