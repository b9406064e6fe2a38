[Input(28, 28, 1)]
[Conv2D(8, 3, Bias = true)]
//~           ^^^^ CS0246, error
//~ The type or namespace name 'Bias' could not be found (are you missing a using directive or an assembly reference?)
//~           ^^^^^^^^^^^ MGN0035, error
//~ [Conv2D]: it has no argument Bias. Write UseBias = true.
//~ Write UseBias = true:
//~|[Conv2D(8, 3, UseBias = true)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
