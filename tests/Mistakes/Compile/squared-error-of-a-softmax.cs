using var model = new Net();
model.Compile("sgd", Loss.MeanSquaredError);
//~                  ^^^^^^^^^^^^^^^^^^^^^ MGN0203, warning
//~ MeanSquaredError measures distances, but layer 1 (Dense) ends in Softmax, which gives probabilities of classes: it learns slowly. Write
//~ CategoricalCrossentropy.
//~ See also: Dense(10, Activation.Softmax)
//~ Write Loss.CategoricalCrossentropy:
//~|model.Compile("sgd", Loss.CategoricalCrossentropy);

[Input(784)]
[Dense(10, Activation.Softmax)]
public partial class Net;
