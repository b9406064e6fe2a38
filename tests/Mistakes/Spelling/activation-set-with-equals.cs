[Input(28, 28, 1)]
[Conv2D(8, 3, activation = Activation.ReLU)]
//~           ^^^^^^^^^^ CS0246, error
//~ The type or namespace name 'activation' could not be found (are you missing a using directive or an assembly reference?)
//~           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MGN0035, error
//~ [Conv2D]: it has no argument activation. Write activation: Activation.ReLU.
//~ Write activation: Activation.ReLU:
//~|[Conv2D(8, 3, activation: Activation.ReLU)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
