[InputShape(28, 28, 1)]
//~^^^^^^^^ CS0246, error
//~ The type or namespace name 'InputShape' could not be found (are you missing a using directive or an assembly reference?)
//~^^^^^^^^ MGN0034, error
//~ [InputShape]: there is no such layer. Write [Input].
//~ Write Input:
//~|[Input(28, 28, 1)]
[Flatten]
[Dense(2)]
public partial class Net;
