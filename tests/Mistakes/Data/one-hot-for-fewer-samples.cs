using var model = new Net();
model.Compile("adam", Loss.CategoricalCrossentropy);
model.TrainOnBatch(new float[4 * 784], new float[10]);
//~                                    ^^^^^^^^^^^^^ MGN0211, error
//~ There are 10 target values for 4 samples. Give 40 values.
//~ See also: 10
//~ Write 40:
//~|model.TrainOnBatch(new float[4 * 784], new float[40]);

[Input(28, 28, 1)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
