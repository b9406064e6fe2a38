using var model = new Net();
model.Compile("adam", Loss.BinaryCrossentropy, [new Metrics.CategoricalAccuracy()]);
//~                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MGN0204, error
//~ CategoricalAccuracy needs at least 2 classes, but layer 1 (Dense) gives 1 value. Write new Metrics.BinaryAccuracy().
//~ See also: Dense(1, Activation.Sigmoid)
//~ Write new Metrics.BinaryAccuracy():
//~|model.Compile("adam", Loss.BinaryCrossentropy, [new Metrics.BinaryAccuracy()]);

[Input(4)]
[Dense(1, Activation.Sigmoid)]
public partial class Net;
