using var model = new Net();
model.Compile(new SGD(0.1, momentum: 2 / 3), Loss.MeanSquaredError);
//~                                  ^^^^^ MGN0208, warning
//~ SGD: momentum is 0, because 2 / 3 divides whole numbers and drops the rest. Write 2 / 3.0.
//~ Write 2 / 3.0:
//~|model.Compile(new SGD(0.1, momentum: 2 / 3.0), Loss.MeanSquaredError);

[Input(4)] [Dense(1)]
public partial class Net;
