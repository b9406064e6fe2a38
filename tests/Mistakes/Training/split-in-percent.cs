using var model = new Net();
model.Compile("adam", Loss.CategoricalCrossentropy);
model.Fit(SyntheticDigits.Generate(100), validationSplit: 20);
//~                                                       ^^ MGN0207, error
//~ Fit: validationSplit is 20, but it must be from 0 to below 1. Write 0.2, say.
//~ Write 0.2:
//~|model.Fit(SyntheticDigits.Generate(100), validationSplit: 0.2);

[Input(28, 28, 1)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
