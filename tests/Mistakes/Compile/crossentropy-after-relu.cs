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
//~        ^^^^^^^^^^^^^^^ MGN0312, info
//~ Layer 1, Dense: the model cannot give anything below 0, and where it gives 0 nothing is learnt. Leave Activation.ReLU out, or use
//~ Activation.Softmax for classes.
//~ Leave Activation.ReLU out:
//~|[Dense(10)]
public partial class Net;
