[Input(28, 28, 1)]
[Conv2D(8, 3)] [Relu]
//~             ^^^^ CS0246, error
//~ The type or namespace name 'Relu' could not be found (are you missing a using directive or an assembly reference?)
//~             ^^^^ MGN0034, error
//~ [Relu]: there is no such layer. Write [ReLU].
//~ Write ReLU:
//~|[Conv2D(8, 3)] [ReLU]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
