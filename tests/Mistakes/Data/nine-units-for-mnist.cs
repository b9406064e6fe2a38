var (train, test) = Mnist.Load();
using var model = new Net();
model.Compile(new Adam(), Loss.CategoricalCrossentropy, Metric.Accuracy);
model.Fit(train, epochs: 5, validationData: test);
//~       ^^^^^ MGN0212, error
//~ There is no class 9, which Mnist has: layer 2 (Dense) has classes 0 to 8. Give it 10 units.
//~ See also: Dense(9, Activation.Softmax)
//~ Write Dense(10, Activation.Softmax):
//~|[Dense(10, Activation.Softmax)]
//~                                         ^^^^ MGN0212, error
//~ There is no class 9, which Mnist has: layer 2 (Dense) has classes 0 to 8. Give it 10 units.
//~ See also: Dense(9, Activation.Softmax)
//~ Write Dense(10, Activation.Softmax):
//~|[Dense(10, Activation.Softmax)]

[Input(28, 28, 1)]
[Flatten]
[Dense(9, Activation.Softmax)]
public partial class Net;
