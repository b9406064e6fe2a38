[Model]
public partial class Net
{
    private static Tensor Forward([Input(28, 28, 1)] Tensor x)
    {
        return x.Conv2D(8, 3, use_bias: false).Flatten().Dense(10, Softmax);
//~                           ^^^^^^^^ CS1739, error
//~ The best overload for 'Conv2D' does not have a parameter named 'use_bias'
//~                           ^^^^^^^^^^^^^^^ MGN0035, error
//~ .Conv2D(): it has no argument use_bias. Write useBias: false.
//~ Write useBias: false:
//~|        return x.Conv2D(8, 3, useBias: false).Flatten().Dense(10, Softmax);
    }
}
