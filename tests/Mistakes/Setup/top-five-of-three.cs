[Compile(Loss = "categorical_crossentropy", Metrics = new[] { "top_k_categorical_accuracy" })]
//~                                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MGN0204, error
//~ TopKCategoricalAccuracy looks among the 5 largest, but layer 1 (Dense) gives 3 values. Write new Metrics.TopKCategoricalAccuracy(k: 2),
//~ say.
//~ See also: Dense(3, Activation.Softmax)
[Input(4)] [Dense(3, Activation.Softmax)]
public partial class Net;
