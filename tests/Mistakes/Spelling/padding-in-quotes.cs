[Input(28, 28, 1)]
[Conv2D(8, 3, Padding = "same")]
//~           ^^^^^^^^^^^^^^^^ MGN0035, error
//~ [Conv2D]: "same" is no Padding. Write Padding = Padding.Same.
//~ Write Padding = Padding.Same:
//~|[Conv2D(8, 3, Padding = Padding.Same)]
//~                     ^^^^^^ CS0029, error
//~ Cannot implicitly convert type 'string' to 'ModelGen.Padding'
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
