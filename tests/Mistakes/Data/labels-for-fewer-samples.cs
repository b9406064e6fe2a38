using var model = new Net();
model.Compile("adam", Loss.SparseCategoricalCrossentropy);
model.TrainOnBatch(new float[4 * 784], new int[3]);
//~                                    ^^^^^^^^^^ MGN0211, error
//~ There are 3 labels for 4 samples. Give 4 labels.
//~ See also: 3
//~ Write 4:
//~|model.TrainOnBatch(new float[4 * 784], new int[4]);

[Input(28, 28, 1)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
