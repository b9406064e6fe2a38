using var model = new Net();
model.Compile("adam", Loss.CategoricalCrossentropy);
//~                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MGN0202, error
//~ CategoricalCrossentropy needs probabilities, but layer 1 (Dense) ends in ReLU. End the model in Activation.Softmax, or write new
//~ CategoricalCrossentropy(fromLogits: true).
//~ See also: Dense(10, Activation.ReLU)
//~ End the model in Activation.Softmax:
//~|[Dense(10, Activation.Softmax)]

[Input(784)]
[Dense(10, Activation.ReLU)]
public partial class Net;
