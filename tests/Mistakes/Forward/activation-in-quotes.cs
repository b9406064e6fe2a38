[Model]
public partial class Net
{
    private static Tensor Forward([Input(28, 28, 1)] Tensor x)
    {
        return x.Conv2D(8, 3, "relu").Flatten().Dense(10, Softmax);
//~                           ^^^^^^ CS1503, error
//~ Argument 3: cannot convert from 'string' to 'ModelGen.Activation'
//~                           ^^^^^^ MGN0035, error
//~ .Conv2D(): "relu" is no Activation. Write Activation.ReLU.
//~ Write Activation.ReLU:
//~|        return x.Conv2D(8, 3, Activation.ReLU).Flatten().Dense(10, Softmax);
    }
}
