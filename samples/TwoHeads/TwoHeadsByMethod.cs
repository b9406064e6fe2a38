using ModelGen;
using static ModelGen.Activation;

/// <summary>The same network as <see cref="TwoHeads"/> in plain C#: the compiler makes the same program of it.</summary>
[Model(Name = "two_heads")]
public partial class TwoHeadsByMethod
{
    private static (Tensor digit, Tensor odd) Forward([Input(28, 28, 1)] Tensor image, [Input(10)] Tensor meta)
    {
        Tensor features = image.Conv2D(32, 5, 5, ReLU).MaxPool(2).Flatten().Dense(64, ReLU, name: "features");
        Tensor digit = Tensor.Concatenate(features, meta.Dense(16, ReLU)).Dense(10, Softmax);
        return (digit, features.Dense(1, Sigmoid));
    }
}
