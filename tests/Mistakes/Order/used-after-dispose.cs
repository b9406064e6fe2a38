var model = new Net();
model.Compile("adam", Loss.CategoricalCrossentropy);
model.Fit(SyntheticDigits.Generate(100));
model.Dispose();
Console.WriteLine(model.Evaluate(SyntheticDigits.Generate(50)).Loss);
//~                     ^^^^^^^^ MGN0218, warning
//~ Evaluate comes after model.Dispose(), when Net has no memory any more. Write using var model in place of it.
//~ See also: model.Dispose();

[Input(28, 28, 1)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
