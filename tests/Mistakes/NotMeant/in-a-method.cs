[Model]
public partial class Net
{
    private static Tensor Forward([Input(28, 28, 1)] Tensor image) =>
        image.Conv2D(8, 3).Conv2D(8, 3, ReLU).Dropout(0).Flatten().Flatten().Dense(10, Softmax);
//~           ^^^^^^ MGN0311, info
//~ Layer 1, Conv2D: without an activation it and layer 2 (Conv2D) after it are one linear layer. Write Activation.ReLU, say.
//~ Write activation: Activation.ReLU:
//~|        image.Conv2D(8, 3, activation: Activation.ReLU).Conv2D(8, 3, ReLU).Dropout(0).Flatten().Flatten().Dense(10, Softmax);
//~                                           ^^^^^^^ MGN0307, warning
//~ Layer 3, Dropout: a rate of 0 drops nothing. Leave it out.
//~ Remove this layer:
//~|        image.Conv2D(8, 3).Conv2D(8, 3, ReLU).Flatten().Flatten().Dense(10, Softmax);
//~                                                                ^^^^^^^ MGN0307, warning
//~ Layer 5, Flatten: what layer 4 (Flatten) gives is a vector already. Leave it out.
//~ Remove this layer:
//~|        image.Conv2D(8, 3).Conv2D(8, 3, ReLU).Dropout(0).Flatten().Dense(10, Softmax);
}
