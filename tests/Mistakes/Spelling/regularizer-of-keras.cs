[Input(4)]
[Dense(10, KernelRegularizer = 0.01)]
//~        ^^^^^^^^^^^^^^^^^ CS0246, error
//~ The type or namespace name 'KernelRegularizer' could not be found (are you missing a using directive or an assembly reference?)
//~        ^^^^^^^^^^^^^^^^^^^^^^^^ MGN0035, error
//~ [Dense]: it has no argument KernelRegularizer. Write KernelL2 = 0.01.
//~ Write KernelL2 = 0.01:
//~|[Dense(10, KernelL2 = 0.01)]
public partial class Net;
