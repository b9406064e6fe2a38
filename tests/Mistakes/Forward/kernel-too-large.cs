[Model]
public partial class Net
{
    private static Tensor Forward([Input(28, 28, 1)] Tensor x)
    {
        x = x.MaxPool(4).MaxPool(4);
//~                              ^ MGN0102, warning
//~ Layer 2, MaxPool: 7 x 7 is not a multiple of 4, so the last 3 rows and 3 columns are dropped and the output is 1 x 1. Write truncate:
//~ true if that is meant.
//~ See also: MaxPool
//~ Write truncate: true:
//~|        x = x.MaxPool(4).MaxPool(4, truncate: true);
//~ Write padding: Padding.Same:
//~|        x = x.MaxPool(4).MaxPool(4, padding: Padding.Same);
        return x.Conv2D(8, 3).Flatten().Dense(10, Softmax);
//~                        ^ MGN0101, error
//~ Layer 3, Conv2D: a 3 x 3 kernel does not fit the 1 x 1 x 1 that layer 2 (MaxPool) gives. Use at most 1 x 1, or Padding.Same.
//~ See also: MaxPool
//~ Write 1:
//~|        return x.Conv2D(8, 1).Flatten().Dense(10, Softmax);
//~ Write padding: Padding.Same:
//~|        return x.Conv2D(8, 3, padding: Padding.Same).Flatten().Dense(10, Softmax);
    }
}
