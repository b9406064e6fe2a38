using var model = new Net();
model.Compile("adam", Loss.CategoricalCrossentropy);
var data = Dataset.From(new float[10 * 27 * 28], new int[10], 27, 28, 1);
model.Fit(data, epochs: 2);
//~       ^^^^ MGN0209, error
//~ The samples of the data set are 27 x 28 x 1, but Net takes 28 x 28 x 1. Write [Input(27, 28, 1)], or other data.
//~ See also: Input(28, 28, 1)
//~ Write Input(27, 28, 1):
//~|[Input(27, 28, 1)]

[Input(28, 28, 1)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
