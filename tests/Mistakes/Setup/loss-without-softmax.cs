[Compile(Loss = "categorical_crossentropy", Optimizer = "adam")]
//~             ^^^^^^^^^^^^^^^^^^^^^^^^^^ MGN0202, error
//~ CategoricalCrossentropy needs probabilities, but layer 1 (Dense) ends in Linear. End the model in Activation.Softmax, or write new
//~ CategoricalCrossentropy(fromLogits: true).
//~ See also: Dense(3)
//~ End the model in Activation.Softmax:
//~|[Input(4)] [Dense(3, Activation.Softmax)]
[Input(4)] [Dense(3)]
public partial class Net;
