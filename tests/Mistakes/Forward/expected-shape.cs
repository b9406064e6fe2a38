[Model]
public partial class Net
{
    private static Tensor Forward([Input(28, 28, 1)] Tensor x)
    {
        return x.Conv2D(8, 3, ReLU).Expect(28, 28, 8).Flatten().Dense(10, Softmax);
//~                                       ^^^^^^^^^^^ MGN0506, error
//~ 28 x 28 x 8 is expected here, but the shape is 26 x 26 x 8. Write Expect(26, 26, 8), or change what comes before.
//~ See also: Conv2D
//~ Write Expect(26, 26, 8):
//~|        return x.Conv2D(8, 3, ReLU).Expect(26, 26, 8).Flatten().Dense(10, Softmax);
    }
}
