[Input(28, 28, 1)]
[Conv2D(8, 3, ReLU)] [MaxPool(2)]
[Flatten]
[Linear(1050, 10)]
//~^^^^ CS0246, error
//~ The type or namespace name 'Linear' could not be found (are you missing a using directive or an assembly reference?)
//~^^^^ MGN0034, error
//~ [Linear]: there is no such layer. Write [Dense].
//~ Write Dense:
//~|[Dense(1050, 10)]
public partial class Net;
