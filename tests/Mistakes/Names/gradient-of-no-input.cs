using var model = new Net();
Console.WriteLine(model.InputGradient("image").Length);
//~                                   ^^^^^^^ MGN0220, error
//~ The model has no input "image". It has "input_layer". Write "input_layer".
//~ Write "input_layer":
//~|Console.WriteLine(model.InputGradient("input_layer").Length);

[Input(28, 28, 1)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
