using var model = new Net();
model.Compile("adam", "mse", metrics: ["accuracy"]);
//~                                    ^^^^^^^^^^ MGN0205, warning
//~ accuracy counts right classes, but MeanSquaredError of layer 2 (Dense), which ends in Linear, is about values. Write "mae", or
//~ "r2_score".
//~ See also: Dense(1)
//~ Write "mean_absolute_error":
//~|model.Compile("adam", "mse", metrics: ["mean_absolute_error"]);

[Input(13)]
[Dense(64, Activation.ReLU)]
[Dense(1)]
public partial class Net;
