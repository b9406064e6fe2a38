using var model = new Net();
model.Compile(new SGD(new CosineDecay(0.1, decaySteps: 0)), Loss.MeanSquaredError);
//~                                                    ^ MGN0207, error
//~ CosineDecay: decaySteps is 0, but it must be at least 1. Write 1, say.
//~ Write 1:
//~|model.Compile(new SGD(new CosineDecay(0.1, decaySteps: 1)), Loss.MeanSquaredError);

[Input(4)] [Dense(1)]
public partial class Net;
