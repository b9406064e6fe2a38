using var model = new Net();
model.Compile("adam", "sparse_categorical_crossentropy");
model.TrainOnBatch(new float[784], new float[10]);
//~                                ^^^^^^^^^^^^^ MGN0213, error
//~ SparseCategoricalCrossentropy needs class indices, but these labels are dense targets. Write "categorical_crossentropy" there.
//~ See also: "sparse_categorical_crossentropy"
//~ Write "categorical_crossentropy":
//~|model.Compile("adam", "categorical_crossentropy");

[Input(28, 28, 1)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
