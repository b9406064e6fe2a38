[Input(28, 28)] [Sum(3)] [Flatten] [Dense(2)]
//~                  ^ MGN0119, error
//~ Layer 1, Sum: there is no axis 3 in the 28 x 28 that the input gives. Use 1 to 2, or -1 for the last.
//~ See also: Input
//~ Write -1:
//~|[Input(28, 28)] [Sum(-1)] [Flatten] [Dense(2)]
public partial class Net;
