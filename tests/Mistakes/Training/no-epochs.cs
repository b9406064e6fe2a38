using var model = new Net();
model.Compile("adam", Loss.CategoricalCrossentropy);
model.Fit(SyntheticDigits.Generate(100), epochs: 0);
//~                                              ^ MGN0214, warning
//~ Fit: with 0 epochs nothing is trained. Write 1 or more.
//~ Write 1:
//~|model.Fit(SyntheticDigits.Generate(100), epochs: 1);

[Input(28, 28, 1)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
