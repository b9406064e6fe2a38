using var model = new Net();
model.Compile(new Adam(), losses: new() { ["digit"] = "binary_crossentropy", ["odd"] = "categorical_crossentropy" });
//~                                                   ^^^^^^^^^^^^^^^^^^^^^ MGN0203, warning
//~ BinaryCrossentropy asks yes or no of each of the 10 values, but layer 2 (Dense) ends in Softmax, one choice among classes. Write
//~ CategoricalCrossentropy, or end the model in Activation.Sigmoid where a sample may be of several classes.
//~ Write "categorical_crossentropy":
//~|model.Compile(new Adam(), losses: new() { ["digit"] = "categorical_crossentropy", ["odd"] = "categorical_crossentropy" });
//~                                                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^ MGN0202, error
//~ CategoricalCrossentropy needs at least 2 classes, but layer 3 (Dense) gives 1 value. Write BinaryCrossentropy, or give it one unit for
//~ each class.
//~ Write "binary_crossentropy":
//~|model.Compile(new Adam(), losses: new() { ["digit"] = "binary_crossentropy", ["odd"] = "binary_crossentropy" });

[Input(784)]
[Dense(32, Activation.ReLU, Name = "trunk")]
[Dense(10, Activation.Softmax)] [Output("digit")]
[From("trunk")] [Dense(1, Activation.Sigmoid)] [Output("odd")]
public partial class Net;
