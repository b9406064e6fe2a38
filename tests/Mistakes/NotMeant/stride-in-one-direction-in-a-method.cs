[Model]
public partial class Net
{
    private static Tensor Forward([Input(9, 9, 3)] Tensor x) => x.Conv2D(8, 3, ReLU, strideHeight: 2).Flatten().Dense(2, Softmax);
//~                                                                                  ^^^^^^^^^^^^^^^ MGN0309, info
//~ Layer 1, Conv2D: strideHeight: 2 alone leaves all columns, so that the image is not halved but squeezed. Write strides: 2 if both are
//~ meant.
//~ Write strides: 2:
//~|    private static Tensor Forward([Input(9, 9, 3)] Tensor x) => x.Conv2D(8, 3, ReLU, strides: 2).Flatten().Dense(2, Softmax);
}
