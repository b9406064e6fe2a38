[Model]
public partial class Net
{
    private static Tensor Forward([Input(28, 28, 1)] Tensor x)
    {
        return x.Flatten().Linear(64).Dense(10, Softmax);
//~                        ^^^^^^ CS1061, error
//~ 'Tensor' does not contain a definition for 'Linear' and no accessible extension method 'Linear' accepting a first argument of type
//~ 'Tensor' could be found (are you missing a using directive or an assembly reference?)
//~                        ^^^^^^ MGN0034, error
//~ .Linear(): there is no such layer. Write Dense.
//~ Write Dense:
//~|        return x.Flatten().Dense(64).Dense(10, Softmax);
    }
}
