using var model = new Net();
model.Compile("adam", Loss.CategoricalCrossentropy);
model.Fit(Dataset.From(new float[2 * 784], new[] { 3, 12 }, 28, 28, 1));
//~                                                   ^^ MGN0212, error
//~ There is no class 12: layer 2 (Dense) has classes 0 to 9. Give it 13 units, or correct the label.
//~ See also: Dense(10, Activation.Softmax)
//~ Write Dense(13, Activation.Softmax):
//~|[Dense(13, Activation.Softmax)]

[Input(28, 28, 1)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
