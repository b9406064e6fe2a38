using var model = new Net();
model.Compile("adam", Loss.CategoricalCrossentropy);
model.Fit(SyntheticDigits.Generate(100), epochs: -5);
//~                                              ^^ MGN0207, error
//~ Fit: epochs is -5, but it must be at least 0. Write 5, say.
//~ Write 5:
//~|model.Fit(SyntheticDigits.Generate(100), epochs: 5);

[Input(28, 28, 1)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
