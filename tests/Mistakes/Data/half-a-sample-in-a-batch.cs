using var model = new Net();
Console.WriteLine(model.Predict(new float[1000], batchSize: 2).Length);
//~                             ^^^^^^^^^^^^^^^ MGN0210, error
//~ Predict is given 1,000 values, but each sample of Net is 28 x 28 x 1, which has 784. Give it as many.
//~ See also: 1000
//~ Write 784:
//~|Console.WriteLine(model.Predict(new float[784], batchSize: 2).Length);

[Input(28, 28, 1)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
