using var model = new Net();
model.Compile(new SGD(0.1) { WeightDecay = -1e-4 }, Loss.MeanSquaredError);
//~                                        ^^^^^ MGN0207, error
//~ SGD: WeightDecay is -0.0001, but it must be at least 0. Write 0.0001, say.
//~ Write 0.0001:
//~|model.Compile(new SGD(0.1) { WeightDecay = 0.0001 }, Loss.MeanSquaredError);

[Input(4)] [Dense(1)]
public partial class Net;
