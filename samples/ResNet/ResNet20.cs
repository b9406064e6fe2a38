using ModelGen;
using static ModelGen.Activation;

/// <summary>
/// The residual network of 20 layers for small pictures: three stages of three blocks, each stage with twice the filters and half the size
/// (He, Zhang, Ren, Sun: Deep residual learning for image recognition, 2015, section 4.2).
/// </summary>
[Model]
public partial class ResNet20
{
    private static Tensor Forward([Input(32, 32, 3)] Tensor image)
    {
        Tensor x = image.Conv2D(16, 3, padding: Padding.Same, useBias: false).BatchNormalization(momentum: 0.9).ReLU(); // 32 x 32 x 16
        foreach (int filters in (ReadOnlySpan<int>)[16, 32, 64])
        {
            for (int block = 0; block < 3; block++) { x = Basic(x, filters, strides: block == 0 && filters > 16 ? 2 : 1); }
        }

        return x.Expect(8, 8, 64).GlobalAveragePool().Dense(10, Softmax);
    }

    private static Tensor Basic(Tensor x, int filters, int strides)
    {
        Tensor y = Normalized(x, filters, 3, strides).ReLU();
        y = Normalized(y, filters, 3, strides: 1);
        if (strides != 1 || x.Channels != filters) { x = Normalized(x, filters, 1, strides); }
        return (x + y).ReLU();
    }

    private static Tensor Normalized(Tensor x, int filters, int kernel, int strides) =>
        x.Conv2D(filters, kernel, strides: strides, padding: Padding.Same, useBias: false).BatchNormalization(momentum: 0.9);
}
