using var model = new Net();
model.Compile(new Adam(), new SparseCategoricalCrossentropy(fromLogits: true));
//~                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MGN0202, error
//~ SparseCategoricalCrossentropy with fromLogits needs logits, but layer 1 (Dense) ends in Softmax. Leave fromLogits out, or end the model
//~ in Activation.Linear.
//~ See also: Dense(10, Activation.Softmax)
//~ Write Loss.SparseCategoricalCrossentropy:
//~|model.Compile(new Adam(), Loss.SparseCategoricalCrossentropy);
//~ End the model in Activation.Linear:
//~|[Dense(10, Activation.Linear)]

[Input(784)]
[Dense(10, Activation.Softmax)]
public partial class Net;
