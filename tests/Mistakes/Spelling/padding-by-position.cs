[Input(28, 28, 1)]
[Conv2D(8, 3, "same")]
//~           ^^^^^^ CS1503, error
//~ Argument 3: cannot convert from 'string' to 'ModelGen.Activation'
//~           ^^^^^^ MGN0035, error
//~ [Conv2D]: "same" is no Padding. Write Padding = Padding.Same.
//~ Write Padding = Padding.Same:
//~|[Conv2D(8, 3, Padding = Padding.Same)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
