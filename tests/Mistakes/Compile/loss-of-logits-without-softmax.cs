using var model = new Net();
model.Compile("adam", "sparse_categorical_crossentropy", ["accuracy"]);
//~                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MGN0202, error
//~ SparseCategoricalCrossentropy needs probabilities, but layer 2 (Dense) ends in Linear. End the model in Activation.Softmax, or write new
//~ SparseCategoricalCrossentropy(fromLogits: true).
//~ See also: Dense(10)
//~ End the model in Activation.Softmax:
//~|[Dense(10, Activation.Softmax)]
//~ Write new SparseCategoricalCrossentropy(fromLogits: true):
//~|model.Compile("adam", new SparseCategoricalCrossentropy(fromLogits: true), ["accuracy"]);

[Input(784)]
[Dense(128, Activation.ReLU)]
[Dense(10)]
public partial class Net;
