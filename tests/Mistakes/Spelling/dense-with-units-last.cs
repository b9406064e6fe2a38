[Input(4)]
[Dense(Activation.ReLU, 10)]
//~^^^^^^^^^^^^^^^^^^^^^^^^ MGN0035, error
//~ [Dense]: its arguments come in another order. Write [Dense(10, Activation.ReLU)].
//~ Write Dense(10, Activation.ReLU):
//~|[Dense(10, Activation.ReLU)]
//~    ^^^^^^^^^^^^^^^ CS1503, error
//~ Argument 1: cannot convert from 'ModelGen.Activation' to 'int'
//~                     ^^ CS1503, error
//~ Argument 2: cannot convert from 'int' to 'ModelGen.Activation'
public partial class Net;
