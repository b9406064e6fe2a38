[Input(28, 28, 1)]
[Conv2d(8, 3)]
//~^^^^ CS0246, error
//~ The type or namespace name 'Conv2d' could not be found (are you missing a using directive or an assembly reference?)
//~^^^^ MGN0034, error
//~ [Conv2d]: there is no such layer. Write [Conv2D].
//~ Write Conv2D:
//~|[Conv2D(8, 3)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
