[Model]
public partial class Net
{
    private static Tensor Forward([Input(28, 28, 1)] Tensor image)
    {
        Tensor narrow = image.Conv2D(8, 3, ReLU), wide = image.Conv2D(8, 5, ReLU);
        return Tensor.Concatenate(narrow, wide).Flatten().Dense(10, Softmax);
//~                                       ^^^^ MGN0118, error
//~ Layer 3, Concatenate: the 26 x 26 x 8 that layer 1 (Conv2D) gives and the 24 x 24 x 8 that layer 2 (Conv2D) gives do not go together.
//~ padding: Padding.Same in the layers of one way keeps its height and width.
//~ See also: Conv2D
//~ See also: Conv2D
    }
}
