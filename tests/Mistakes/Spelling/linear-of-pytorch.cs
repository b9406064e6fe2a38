[Input(4)]
[Linear(8)]
//~^^^^ CS0246, error
//~ The type or namespace name 'Linear' could not be found (are you missing a using directive or an assembly reference?)
//~^^^^ MGN0034, error
//~ [Linear]: there is no such layer. Write [Dense].
//~ Write Dense:
//~|[Dense(8)]
[Dense(2)]
public partial class Net;
