[Model]
public partial class Net
{
    private static Tensor Forward([Input(28, 28, 1)] Tensor x)
    {
        foreach (int filters in new[] { 8, 16, 0 }) { x = x.Conv2D(filters, 3, ReLU); }
//~                                            ^ MGN0103, error
//~ Layer 3, Conv2D: filters is 0. Use 1 or more.
//~ See also: Conv2D
//~                                                                ^^^^^^^ MGN0103, error
//~ Layer 3, Conv2D: filters is 0. Use 1 or more.
//~ See also: Conv2D
        return x.Flatten().Dense(10, Softmax);
    }
}
