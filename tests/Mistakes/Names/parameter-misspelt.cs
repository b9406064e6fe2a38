using var model = new Net();
Console.WriteLine(model.Parameters["dens/kernel"].Count);
//~                                ^^^^^^^^^^^^^ MGN0220, error
//~ The model has no parameter "dens/kernel". It has "dense/kernel" and "dense/bias". Write "dense/kernel".
//~ Write "dense/kernel":
//~|Console.WriteLine(model.Parameters["dense/kernel"].Count);

[Input(28, 28, 1)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
