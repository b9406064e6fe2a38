using var model = new Net();
float[] scores = model.Predict(new float[783]);
//~                            ^^^^^^^^^^^^^^ MGN0210, error
//~ Predict is given 783 values, but a sample of Net is 28 x 28 x 1, which has 784. Give it as many.
//~ See also: 783
//~ Write 784:
//~|float[] scores = model.Predict(new float[784]);
Console.WriteLine(scores[0]);

[Input(28, 28, 1)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
