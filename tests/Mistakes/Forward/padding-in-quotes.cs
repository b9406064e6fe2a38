[Model]
public partial class Net
{
    private static Tensor Forward([Input(28, 28, 1)] Tensor x)
    {
        return x.Conv2D(8, 3, padding: "same").Flatten().Dense(10, Softmax);
//~                           ^^^^^^^^^^^^^^^ MGN0035, error
//~ .Conv2D(): "same" is no Padding. Write padding: Padding.Same.
//~ Write padding: Padding.Same:
//~|        return x.Conv2D(8, 3, padding: Padding.Same).Flatten().Dense(10, Softmax);
//~                                    ^^^^^^ CS1503, error
//~ Argument 3: cannot convert from 'string' to 'ModelGen.Padding'
    }
}
