[Model]
public partial class Net
{
    private static Tensor Forward([Input(28, 28, 1)] Tensor x)
    {
        return x.Conv2D(8, (5, 5)).Flatten().Dense(10, Softmax);
//~                        ^^^^^^ CS1503, error
//~ Argument 2: cannot convert from '(int, int)' to 'int'
//~                        ^^^^^^ MGN0035, error
//~ .Conv2D(): its sizes are numbers, one by one. Write 5, 5.
//~ Write 5, 5:
//~|        return x.Conv2D(8, 5, 5).Flatten().Dense(10, Softmax);
    }
}
