[Input(4)]
[Dense(10, KernelInitializer = "he_normal")]
//~        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MGN0035, error
//~ [Dense]: "he_normal" is no Initializer. Write KernelInitializer = Initializer.HeNormal.
//~ Write KernelInitializer = Initializer.HeNormal:
//~|[Dense(10, KernelInitializer = Initializer.HeNormal)]
//~                            ^^^^^^^^^^^ CS0029, error
//~ Cannot implicitly convert type 'string' to 'ModelGen.Initializer'
public partial class Net;
