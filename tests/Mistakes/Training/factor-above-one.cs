using var model = new Net();
model.Compile("adam", Loss.CategoricalCrossentropy);
model.Fit(SyntheticDigits.Generate(100), validationSplit: 0.2, callbacks: [new ReduceLROnPlateau(factor: 2)]);
//~                                                                                                      ^ MGN0207, error
//~ ReduceLROnPlateau: factor is 2, but it must be from 0 to below 1. Write 0.5, say.
//~ Write 0.5:
//~|model.Fit(SyntheticDigits.Generate(100), validationSplit: 0.2, callbacks: [new ReduceLROnPlateau(factor: 0.5)]);

[Input(28, 28, 1)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
