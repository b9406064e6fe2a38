using var model = new Net();
model.Fit(SyntheticDigits.Generate(100), epochs: 2);
//~   ^^^ MGN0217, warning
//~ Fit needs a loss, and nothing compiles model. Write model.Compile(new Adam(), Loss.CategoricalCrossentropy) before it.
//~ See also: 
//~ Write model.Compile(new Adam(), Loss.CategoricalCrossentropy):
//~|model.Compile(new Adam(), Loss.CategoricalCrossentropy);

[Input(28, 28, 1)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
