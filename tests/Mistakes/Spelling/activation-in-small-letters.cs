[Input(28, 28, 1)]
[Conv2D(8, 3, relu)]
//~           ^^^^ CS0103, error
//~ The name 'relu' does not exist in the current context
//~           ^^^^ MGN0035, error
//~ [Conv2D]: relu is no Activation. Write Activation.ReLU.
//~ Write Activation.ReLU:
//~|[Conv2D(8, 3, Activation.ReLU)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
