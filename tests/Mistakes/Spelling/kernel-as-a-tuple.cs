[Input(28, 28, 1)]
[Conv2D(8, (5, 5))]
//~        ^^^^^^ CS1503, error
//~ Argument 2: cannot convert from '(int, int)' to 'int'
//~        ^^^^^^ MGN0035, error
//~ [Conv2D]: its sizes are numbers, one by one. Write 5, 5.
//~ Write 5, 5:
//~|[Conv2D(8, 5, 5)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
