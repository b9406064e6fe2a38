using var model = new Net();
model.Compile("adam", "mse", ["pearson_correlation"]);
//~                           ^^^^^^^^^^^^^^^^^^^^^ MGN0204, error
//~ PearsonCorrelation correlates the values of a row, but layer 1 (Dense) gives 1 value. Write "r2_score".
//~ See also: Dense(1)
//~ Write "r2_score":
//~|model.Compile("adam", "mse", ["r2_score"]);

[Input(4)]
[Dense(1)]
public partial class Net;
