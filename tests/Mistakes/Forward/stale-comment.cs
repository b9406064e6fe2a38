[Model]
public partial class Net
{
    private static Tensor Forward([Input(28, 28, 1)] Tensor x)
    {
        x = x.Conv2D(8, 5, ReLU); // 28 x 28 x 8
//~                               ^^^^^^^^^^^^^^ MGN0507, warning
//~ The comment says 28 x 28 x 8, but the shape is 24 x 24 x 8. Write // 24 x 24 x 8.
//~ Write // 24 x 24 x 8:
//~|        x = x.Conv2D(8, 5, ReLU); // 24 x 24 x 8
        return x.Flatten().Dense(10, Softmax);
    }
}
