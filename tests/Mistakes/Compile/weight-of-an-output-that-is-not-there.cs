using var model = new Net();
model.Compile(new Adam(), losses: new() { ["digit"] = "ce", ["odd"] = "bce" }, lossWeights: new() { ["Odd"] = 0.2 });
//~                                                                                                  ^^^^^ MGN0206, error
//~ The model has no output "Odd"; its are "digit" and "odd". Write "odd".
//~ Write "odd":
//~|model.Compile(new Adam(), losses: new() { ["digit"] = "ce", ["odd"] = "bce" }, lossWeights: new() { ["odd"] = 0.2 });

[Input(784)]
[Dense(32, Activation.ReLU, Name = "trunk")]
[Dense(10, Activation.Softmax)] [Output("digit")]
[From("trunk")] [Dense(1, Activation.Sigmoid)] [Output("odd")]
public partial class Net;
