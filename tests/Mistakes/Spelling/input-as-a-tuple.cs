[Input((28, 28, 1))]
//~    ^^^^^^^^^^^ CS1503, error
//~ Argument 1: cannot convert from '(int, int, int)' to 'int'
//~    ^^^^^^^^^^^ MGN0035, error
//~ [Input]: its sizes are numbers, one by one. Write 28, 28, 1.
//~ Write 28, 28, 1:
//~|[Input(28, 28, 1)]
[Flatten]
[Dense(2)]
public partial class Net;
