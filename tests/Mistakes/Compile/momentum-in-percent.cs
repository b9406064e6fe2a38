using var model = new Net();
model.Compile(new SGD(0.01, momentum: 90), Loss.MeanSquaredError);
//~                                   ^^ MGN0207, error
//~ SGD: momentum is 90, but it must be from 0 to 1. Write 0.9, say.
//~ Write 0.9:
//~|model.Compile(new SGD(0.01, momentum: 0.9), Loss.MeanSquaredError);

[Input(4)] [Dense(1)]
public partial class Net;
