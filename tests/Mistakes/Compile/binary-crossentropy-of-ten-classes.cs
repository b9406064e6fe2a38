using var model = new Net();
model.Compile("adam", "binary_crossentropy", ["accuracy"]);
//~                   ^^^^^^^^^^^^^^^^^^^^^ MGN0203, warning
//~ BinaryCrossentropy asks yes or no of each of the 10 values, but layer 1 (Dense) ends in Softmax, one choice among classes. Write
//~ CategoricalCrossentropy, or end the model in Activation.Sigmoid where a sample may be of several classes.
//~ See also: Dense(10, Softmax)
//~ Write "categorical_crossentropy":
//~|model.Compile("adam", "categorical_crossentropy", ["accuracy"]);
//~ End the model in Activation.Sigmoid:
//~|[Dense(10, Sigmoid)]

[Input(784)]
[Dense(10, Softmax)]
public partial class Net;
