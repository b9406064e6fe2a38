using var model = new Net();
model.Compile("adams", Loss.MeanSquaredError);
//~           ^^^^^^^ MGN0201, error
//~ There is no optimizer "adams". Write "adam" or "adamw".
//~ Write "adam":
//~|model.Compile("adam", Loss.MeanSquaredError);
//~ Write "adamw":
//~|model.Compile("adamw", Loss.MeanSquaredError);

[Input(4)] [Dense(1)]
public partial class Net;
