using var model = new Net();
model.Compile(Settings.Optimizer, Loss.MeanSquaredError);
//~           ^^^^^^^^^^^^^^^^^^ MGN0201, error
//~ There is no optimizer "adan". Write "adam".

internal static class Settings
{
    public const string Optimizer = "adan";
}

[Input(4)] [Dense(1)]
public partial class Net;
