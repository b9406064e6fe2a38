using var model = new Net();
model.Compile(new Adam(), losses: new() { ["digit"] = "categorical_crossentropy", ["od"] = "binary_crossentropy" });
//~                                                                                ^^^^ MGN0206, error
//~ The model has no output "od"; its are "digit" and "odd". Write "odd".
//~ Write "odd":
//~|model.Compile(new Adam(), losses: new() { ["digit"] = "categorical_crossentropy", ["odd"] = "binary_crossentropy" });

[Input(784)]
[Dense(32, Activation.ReLU, Name = "trunk")]
[Dense(10, Activation.Softmax)] [Output("digit")]
[From("trunk")] [Dense(1, Activation.Sigmoid)] [Output("odd")]
public partial class Net;
