[Model]
public partial class Net
{
    private static Tensor Forward([Input(8)] Tensor x) =>
        x.Dense(8, Tanh, kernelInitializer: Initializer.Zeros).Dense(2, Softmax);
//~                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MGN0310, warning
//~ Layer 1, Dense: with a kernel of zeros all its units are alike, and training keeps them alike. Leave kernelInitializer out.
//~ Leave kernelInitializer out:
//~|        x.Dense(8, Tanh).Dense(2, Softmax);
}
