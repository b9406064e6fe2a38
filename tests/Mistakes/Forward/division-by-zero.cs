[Model]
public partial class Net
{
    private static Tensor Forward([Input(28, 28, 1)] Tensor x)
    {
        return x.Flatten().Dense(x.Channels / 0, Softmax);
//~                              ^^^^^^^^^^^^^^ MGN0504, error
//~ this would throw DivideByZeroException: a division by 0.
    }
}
