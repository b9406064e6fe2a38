using var model = new Net();
model.Compile("adam", Loss.CategoricalCrossentropy);
model.Fit(SyntheticDigits.Generate(100), validationSplit: 1 / 5);
//~                                                       ^^^^^ MGN0208, warning
//~ Fit: validationSplit is 0, because 1 / 5 divides whole numbers and drops the rest. Write 0.2.
//~ Write 0.2:
//~|model.Fit(SyntheticDigits.Generate(100), validationSplit: 0.2);

[Input(28, 28, 1)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
