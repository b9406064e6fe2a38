using var model = new Net();
model.Compile("lbfgs", "mse");
//~           ^^^^^^^ MGN0201, error
//~ There is no optimizer "lbfgs". There are "sgd", "rmsprop", "adam", "adamw", "adagrad", "adadelta" and others.

[Input(4)] [Dense(1)]
public partial class Net;
