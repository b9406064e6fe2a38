[Input(28, 28, 1)]
[DropOut(0.5)]
//~^^^^^ CS0246, error
//~ The type or namespace name 'DropOut' could not be found (are you missing a using directive or an assembly reference?)
//~^^^^^ MGN0034, error
//~ [DropOut]: there is no such layer. Write [Dropout].
//~ Write Dropout:
//~|[Dropout(0.5)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
