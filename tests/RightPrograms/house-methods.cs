[Model]
public partial class ResNet20
{
    private static Tensor Forward([Input(32, 32, 3)] Tensor image)
    {
        Tensor x = image.Conv2D(16, 3, padding: Padding.Same, useBias: false).BatchNormalization().ReLU();
        foreach (int filters in (ReadOnlySpan<int>)[16, 32, 64])
        {
            for (int block = 0; block < 3; block++) { x = Basic(x, filters, strides: block == 0 && filters > 16 ? 2 : 1); }
        }

        return x.GlobalAveragePool().Dense(10, Softmax);
    }

    private static Tensor Basic(Tensor x, int filters, int strides)
    {
        Tensor y = x.Conv2D(filters, 3, strides: strides, padding: Padding.Same, useBias: false).BatchNormalization().ReLU();
        y = y.Conv2D(filters, 3, padding: Padding.Same, useBias: false).BatchNormalization();
        if (strides != 1 || x.Channels != filters) { x = x.Conv2D(filters, 1, strides: strides, useBias: false).BatchNormalization(); }
        return (x + y).ReLU();
    }
}

[Model]
public partial class TwoHeads
{
    private static (Tensor digit, Tensor odd) Forward([Input(28, 28, 1)] Tensor image, [Input(10)] Tensor meta)
    {
        Tensor features = image.Conv2D(32, 5, 5, Activation.ReLU).MaxPool(2).Flatten().Dense(64, Activation.ReLU, name: "features");
        Tensor digit = Tensor.Concatenate(features, meta.Dense(16, Activation.ReLU)).Dense(10, Softmax);
        return (digit, features.Dense(1, Sigmoid));
    }
}

[Model]
public partial class Siamese
{
    [Dense(64, Activation.ReLU)]
    private static partial Tensor Embed(Tensor x);

    private static Tensor Forward([Input(20)] Tensor left, [Input(20)] Tensor right) =>
        (Embed(left) - Embed(right)).Square().Sum().Dense(1, Sigmoid);
}
