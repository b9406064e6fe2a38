[Input(28, 28, 1)]
[Conv2D(8, 3, "relu")]
//~           ^^^^^^ CS1503, error
//~ Argument 3: cannot convert from 'string' to 'ModelGen.Activation'
//~           ^^^^^^ MGN0035, error
//~ [Conv2D]: "relu" is no Activation. Write Activation.ReLU.
//~ Write Activation.ReLU:
//~|[Conv2D(8, 3, Activation.ReLU)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
