[Input(28, 28, 1)]
[Conv2D(8, 3, Activation.Relu)]
//~           ^^^^^^^^^^^^^^^ MGN0035, error
//~ [Conv2D]: Activation.Relu is no Activation. Write Activation.ReLU.
//~ Write Activation.ReLU:
//~|[Conv2D(8, 3, Activation.ReLU)]
//~                      ^^^^ CS0117, error
//~ 'Activation' does not contain a definition for 'Relu'
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
