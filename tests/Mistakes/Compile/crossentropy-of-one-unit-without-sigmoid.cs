using var model = new Net();
model.Compile("adam", Loss.SparseCategoricalCrossentropy);
//~                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MGN0202, error
//~ SparseCategoricalCrossentropy needs at least 2 classes, but layer 1 (Dense) gives 1 value. Write BinaryCrossentropy, or give it one unit
//~ for each class.
//~ See also: Dense(1)
//~ Write new BinaryCrossentropy(fromLogits: true):
//~|model.Compile("adam", new BinaryCrossentropy(fromLogits: true));

[Input(30)]
[Dense(1)]
public partial class Net;
