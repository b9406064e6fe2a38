using var model = new Net();
Console.WriteLine(model.Outputs("flaten").Predict(new float[784]).Count);
//~                             ^^^^^^^^ MGN0220, error
//~ The model has no layer "flaten". It has "flatten" and "dense". Write "flatten".
//~ Write "flatten":
//~|Console.WriteLine(model.Outputs("flatten").Predict(new float[784]).Count);

[Input(28, 28, 1)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
