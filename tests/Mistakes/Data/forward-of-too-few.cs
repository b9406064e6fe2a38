using var model = new Net();
Console.WriteLine(model.Forward(new float[28]).ToArray().Length);
//~                             ^^^^^^^^^^^^^ MGN0210, error
//~ Forward is given 28 values, but each sample of Net is 28 x 28 x 1, which has 784. Give it as many.
//~ See also: 28
//~ Write 784:
//~|Console.WriteLine(model.Forward(new float[784]).ToArray().Length);

[Input(28, 28, 1)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
