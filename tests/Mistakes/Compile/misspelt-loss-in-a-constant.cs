const string loss = "mean_sqared_error";
using var model = new Net();
model.Compile("sgd", loss);
//~                  ^^^^ MGN0201, error
//~ There is no loss "mean_sqared_error". Write "mean_squared_error".
//~ See also: "mean_sqared_error"
//~ Write "mean_squared_error":
//~|const string loss = "mean_squared_error";

[Input(4)] [Dense(1)]
public partial class Net;
