[Model]
public partial class Net
{
    private static Tensor Forward([Input(28, 28, 1)] Tensor x)
    {
        Tensor y = x.Conv2D(8, 3, ReLU);
//~                  ^^^^^^ MGN0022, error
//~ Layer 1, Conv2D: nobody reads what it gives. Return it, or give it to another layer, or leave it out.
        return x.Flatten().Dense(10, Softmax);
    }
}
