using var model = new Net();
model.Compile("adam", "hinge", ["auc"]);
//~                             ^^^^^ MGN0204, error
//~ AUC needs probabilities, but layer 1 (Dense) ends in Tanh, which gives -1 to 1. End the model in Activation.Sigmoid.
//~ See also: Dense(1, Activation.Tanh)
//~ End the model in Activation.Sigmoid:
//~|[Dense(1, Activation.Sigmoid)]

[Input(4)]
[Dense(1, Activation.Tanh)]
public partial class Net;
