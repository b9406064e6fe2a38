[Input(4)]
[Dens(8, Activation.ReLU)]
//~^^ CS0246, error
//~ The type or namespace name 'Dens' could not be found (are you missing a using directive or an assembly reference?)
//~^^ MGN0034, error
//~ [Dens]: there is no such layer. Write [Dense].
//~ Write Dense:
//~|[Dense(8, Activation.ReLU)]
[Dense(2)]
public partial class Net;
