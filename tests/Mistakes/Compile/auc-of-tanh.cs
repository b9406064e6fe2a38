using var model = new Net();
model.Compile("adam", "hinge", ["auc"]);
//~                             ^^^^^ MGN0204, error
//~ AUC needs probabilities, but layer 1 (Dense) ends in Tanh, which gives -1 to 1. Write new Metrics.AUC(fromLogits: true).
//~ See also: Dense(1, Activation.Tanh)
//~ Write new Metrics.AUC(fromLogits: true):
//~|model.Compile("adam", "hinge", [new Metrics.AUC(fromLogits: true)]);

[Input(4)]
[Dense(1, Activation.Tanh)]
public partial class Net;
