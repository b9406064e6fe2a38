[Model]
public partial class Net
{
    private static Tensor Forward([Input(28, 28, 1)] Tensor x)
    {
        return x.Conv2d(8, 3).Flatten().Dense(10, Softmax);
//~              ^^^^^^ CS1061, error
//~ 'Tensor' does not contain a definition for 'Conv2d' and no accessible extension method 'Conv2d' accepting a first argument of type
//~ 'Tensor' could be found (are you missing a using directive or an assembly reference?)
//~              ^^^^^^ MGN0034, error
//~ .Conv2d(): there is no such layer. Write Conv2D.
//~ Write Conv2D:
//~|        return x.Conv2D(8, 3).Flatten().Dense(10, Softmax);
    }
}
