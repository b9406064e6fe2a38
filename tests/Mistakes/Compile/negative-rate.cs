using var model = new Net();
model.Compile(new SGD(-0.01), Loss.MeanSquaredError);
//~                   ^^^^^ MGN0207, error
//~ SGD: learningRate is -0.01, but it must be at least 0. Write 0.01, say.
//~ Write 0.01:
//~|model.Compile(new SGD(0.01), Loss.MeanSquaredError);

[Input(4)] [Dense(1)]
public partial class Net;
