var model = new Net();
//~ ^^^^^^^^^^^^^^^^^ MGN0219, info
//~ Nobody disposes of model, whose memory is not the garbage collector's. Write using var model.
//~ See also: var
//~ Write using var model:
//~|using var model = new Net();
Console.WriteLine(model.Predict(new float[784]).Length);

[Input(28, 28, 1)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
