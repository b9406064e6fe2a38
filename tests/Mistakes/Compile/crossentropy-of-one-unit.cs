using var model = new Net();
model.Compile("adam", "categorical_crossentropy");
//~                   ^^^^^^^^^^^^^^^^^^^^^^^^^^ MGN0202, error
//~ CategoricalCrossentropy needs at least 2 classes, but layer 1 (Dense) gives 1 value. Write BinaryCrossentropy, or give it one unit for
//~ each class.
//~ See also: Dense(1, Activation.Sigmoid)
//~ Write "binary_crossentropy":
//~|model.Compile("adam", "binary_crossentropy");

[Input(30)]
[Dense(1, Activation.Sigmoid)]
public partial class Net;
