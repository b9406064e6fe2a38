[Input(4, Name = "x")]
[Dense(4, Name = "y")]
[Concat("x")]
//~^^^^ CS0246, error
//~ The type or namespace name 'Concat' could not be found (are you missing a using directive or an assembly reference?)
//~^^^^ MGN0034, error
//~ [Concat]: there is no such layer. Write [Concatenate].
//~ Write Concatenate:
//~|[Concatenate("x")]
[Dense(2)]
public partial class Net;
