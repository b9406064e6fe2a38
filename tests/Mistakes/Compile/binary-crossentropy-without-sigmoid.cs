using var model = new Net();
model.Compile("adam", Loss.BinaryCrossentropy);
//~                   ^^^^^^^^^^^^^^^^^^^^^^^ MGN0202, error
//~ BinaryCrossentropy needs probabilities, but layer 1 (Dense) ends in Linear. End the model in Activation.Sigmoid, or write new
//~ BinaryCrossentropy(fromLogits: true).
//~ See also: Dense(1)
//~ End the model in Activation.Sigmoid:
//~|[Dense(1, Activation.Sigmoid)]
//~ Write new BinaryCrossentropy(fromLogits: true):
//~|model.Compile("adam", new BinaryCrossentropy(fromLogits: true));

[Input(30)]
[Dense(1)]
public partial class Net;
