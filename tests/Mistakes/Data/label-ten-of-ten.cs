using var model = new Net();
model.Compile("adam", Loss.SparseCategoricalCrossentropy);
model.TrainOnBatch(new float[3 * 784], new[] { 1, 2, 10 });
//~                                                  ^^ MGN0212, error
//~ There is no class 10: layer 2 (Dense) has classes 0 to 9. Give it 11 units, or correct the label.
//~ See also: Dense(10, Activation.Softmax)
//~ Write Dense(11, Activation.Softmax):
//~|[Dense(11, Activation.Softmax)]

[Input(28, 28, 1)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
