[Input(28, 28, 1)]
[Conv2D(8, 3, Activation = "relu")]
//~           ^^^^^^^^^^ CS0617, error
//~ 'Activation' is not a valid named attribute argument. Named attribute arguments must be fields which are not readonly, static, or const,
//~ or read-write properties which are public and not static.
//~           ^^^^^^^^^^^^^^^^^^^ MGN0035, error
//~ [Conv2D]: it has no argument Activation. Write activation: Activation.ReLU.
//~ Write activation: Activation.ReLU:
//~|[Conv2D(8, 3, activation: Activation.ReLU)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
