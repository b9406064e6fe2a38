using var model = new Net();
model.Freeze("*/gamma");
//~          ^^^^^^^^^ MGN0220, error
//~ The model has no parameter "*/gamma". It has "dense/kernel" and "dense/bias". Write "dense/bias".
//~ Write "dense/bias":
//~|model.Freeze("dense/bias");

[Input(28, 28, 1)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
