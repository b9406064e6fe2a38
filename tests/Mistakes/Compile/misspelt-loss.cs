using var model = new Net();
model.Compile("adam", "categorical_crossentrpy");
//~                   ^^^^^^^^^^^^^^^^^^^^^^^^^ MGN0201, error
//~ There is no loss "categorical_crossentrpy". Write "categorical_crossentropy".
//~ Write "categorical_crossentropy":
//~|model.Compile("adam", "categorical_crossentropy");

[Input(28, 28, 1)] [Flatten] [Dense(10, Activation.Softmax)]
public partial class Net;
