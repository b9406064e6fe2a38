using var model = new Net();
model.Compile("adam", "categorical_hinge");
//~                   ^^^^^^^^^^^^^^^^^^^ MGN0202, error
//~ CategoricalHinge needs at least 2 classes, but layer 1 (Dense) gives 1 value. Write Hinge, or give it one unit for each class.
//~ See also: Dense(1)
//~ Write "hinge":
//~|model.Compile("adam", "hinge");

[Input(784)]
[Dense(1)]
public partial class Net;
