using var model = new Net();
model.Compile("adam", Loss.CategoricalCrossentropy);
model.Fit(SyntheticDigits.Generate(100), validationSplit: 0.2, callbacks: [new EarlyStopping(patience: -1)]);
//~                                                                                                    ^^ MGN0207, error
//~ EarlyStopping: patience is -1, but it must be at least 0. Write 1, say.
//~ Write 1:
//~|model.Fit(SyntheticDigits.Generate(100), validationSplit: 0.2, callbacks: [new EarlyStopping(patience: 1)]);

[Input(28, 28, 1)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
