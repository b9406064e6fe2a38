using var model = new Net();
model.Compile(new Adam(), losses: new() { ["odd"] = "bce" }, metrics: new() { ["odd"] = ["categorical_accuracy"] });
//~                                                                                      ^^^^^^^^^^^^^^^^^^^^^^ MGN0204, error
//~ CategoricalAccuracy needs at least 2 classes, but layer 3 (Dense) gives 1 value. Write "binary_accuracy".
//~ Write "binary_accuracy":
//~|model.Compile(new Adam(), losses: new() { ["odd"] = "bce" }, metrics: new() { ["odd"] = ["binary_accuracy"] });

[Input(784)]
[Dense(32, Activation.ReLU, Name = "trunk")]
[Dense(10, Activation.Softmax)] [Output("digit")]
[From("trunk")] [Dense(1, Activation.Sigmoid)] [Output("odd")]
public partial class Net;
