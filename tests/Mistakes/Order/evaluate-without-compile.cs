using var model = new Net();
Console.WriteLine(model.Evaluate(SyntheticDigits.Generate(100)).Loss);
//~                     ^^^^^^^^ MGN0217, warning
//~ Evaluate needs a loss, and nothing compiles model. Write model.Compile(new Adam(), Loss.CategoricalCrossentropy) before it.
//~ See also: 
//~ Write model.Compile(new Adam(), Loss.CategoricalCrossentropy):
//~|model.Compile(new Adam(), Loss.CategoricalCrossentropy);

[Input(28, 28, 1)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
