[Model]
public partial class Net
{
    private static Tensor Forward(Tensor x) => x.Dense(2);
//~                               ^^^^^^^^ MGN0028, error
//~ Forward declares the model, but nothing says the shape of x. Write private static Tensor Forward([Input(28, 28, 1)] Tensor image), say;
//~ several outputs are a tuple of Tensors.
//~ Write [Input(28, 28, 1)]:
//~|    private static Tensor Forward([Input(28, 28, 1)] Tensor x) => x.Dense(2);
}
