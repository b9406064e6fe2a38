using var model = new Net();
model.Compile("adam", Loss.SparseCategoricalCrossentropy);
int[] labels = [-1, 5];
//~             ^^ MGN0212, error
//~ There is no class -1: layer 2 (Dense) has classes 0 to 9. Classes begin at 0.
//~ See also: Dense(10, Activation.Softmax)
model.TrainOnBatch(new float[2 * 784], labels);

[Input(28, 28, 1)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
