[Input(28, 28, 1)]
[MaxPool2d(2)]
//~^^^^^^^ CS0246, error
//~ The type or namespace name 'MaxPool2d' could not be found (are you missing a using directive or an assembly reference?)
//~^^^^^^^ MGN0034, error
//~ [MaxPool2d]: there is no such layer. Write [MaxPool].
//~ Write MaxPool:
//~|[MaxPool(2)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
