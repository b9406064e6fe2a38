using var model = new Net();
model.Compile("adam", Loss.CategoricalCrossentropy);
model.Fit(SyntheticDigits.Generate(100), batchSize: 0);
//~                                                 ^ MGN0207, error
//~ Fit: batchSize is 0, but it must be at least 1. Write 1, say.
//~ Write 1:
//~|model.Fit(SyntheticDigits.Generate(100), batchSize: 1);

[Input(28, 28, 1)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
