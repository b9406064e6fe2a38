using var model = new Net();
Console.WriteLine(model.Predict(new float[2 * 784])[0]);
//~                             ^^^^^^^^^^^^^^^^^^ MGN0210, error
//~ Predict is given 1,568 values, but a sample of Net is 28 x 28 x 1, which has 784. Give it as many.

[Input(28, 28, 1)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
