[Input(28, 28, 1)]
[BatchNorm2d]
//~^^^^^^^^^ CS0246, error
//~ The type or namespace name 'BatchNorm2d' could not be found (are you missing a using directive or an assembly reference?)
//~^^^^^^^^^ MGN0034, error
//~ [BatchNorm2d]: there is no such layer. Write [BatchNormalization].
//~ Write BatchNormalization:
//~|[BatchNormalization]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
