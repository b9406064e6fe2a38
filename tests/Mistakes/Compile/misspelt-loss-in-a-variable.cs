var loss = "mean squared error";
using var model = new Net();
model.Compile("sgd", loss);
//~                  ^^^^ MGN0201, error
//~ There is no loss "mean squared error". Write "mean_squared_error".
//~ See also: "mean squared error"
//~ Write "mean_squared_error":
//~|var loss = "mean_squared_error";

[Input(4)] [Dense(1)]
public partial class Net;
