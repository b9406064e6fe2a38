using var model = new Net();
model.Compile("adam", Loss.CategoricalCrossentropy);
model.Backward(new[] { 3 });
//~   ^^^^^^^^ MGN0217, warning
//~ Backward goes back through the last Forward, and none of model comes before it. Write model.Forward(inputs) before it.
model.Forward(new float[784]);

[Input(28, 28, 1)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
