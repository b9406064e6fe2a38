using var model = new Net();
model.Compile("adam", Loss.CategoricalCrossentropy);
//~                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MGN0203, warning
//~ CategoricalCrossentropy takes the 10 values for one choice among classes, but layer 1 (Dense) ends in Sigmoid, which says yes or no to
//~ each by itself. End the model in Activation.Softmax, or write BinaryCrossentropy where a sample may be of several classes.
//~ See also: Dense(10, Activation.Sigmoid)
//~ End the model in Activation.Softmax:
//~|[Dense(10, Activation.Softmax)]
//~ Write Loss.BinaryCrossentropy:
//~|model.Compile("adam", Loss.BinaryCrossentropy);

[Input(784)]
[Dense(10, Activation.Sigmoid)]
public partial class Net;
