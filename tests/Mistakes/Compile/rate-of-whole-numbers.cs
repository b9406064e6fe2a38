using var model = new Net();
model.Compile(new SGD(1 / 100), Loss.MeanSquaredError);
//~                   ^^^^^^^ MGN0208, warning
//~ SGD: learningRate is 0, because 1 / 100 divides whole numbers and drops the rest. Write 0.01.
//~ Write 0.01:
//~|model.Compile(new SGD(0.01), Loss.MeanSquaredError);

[Input(4)] [Dense(1)]
public partial class Net;
