using var model = new Net();
model.Compile("adam", Loss.CategoricalCrossentropy);
float[] x = new float[1000];
int[] y = new int[2];
model.Fit(x, y, epochs: 3);
//~       ^ MGN0210, error
//~ Fit is given 1,000 values, but each sample of Net is 28 x 28 x 1, which has 784. Give it as many.
//~ See also: 1000
//~ Write 784:
//~|float[] x = new float[784];

[Input(28, 28, 1)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
