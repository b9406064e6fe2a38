using var model = new TwoHeadsByAttributes();
model.Compile(new Adam(), losses: new() { ["digit"] = "sparse_categorical_crossentropy", ["odd"] = "binary_crossentropy" },
    lossWeights: new() { ["odd"] = 0.2 }, metrics: new() { ["digit"] = ["accuracy"] });
var (digit, odd) = model.Predict(image: new float[784], meta: new float[10]);
Console.WriteLine(digit.Length + odd.Length);

[Input(32, 32, 3)]
[Conv2D(16, 3, Padding = Padding.Same, UseBias = false)] [BatchNormalization] [ReLU(Name = "trunk")]
[Conv2D(16, 3, Padding = Padding.Same, UseBias = false)] [BatchNormalization] [ReLU]
[Conv2D(16, 3, Padding = Padding.Same, UseBias = false)] [BatchNormalization]
[Add("trunk")] [ReLU]
[GlobalAveragePool] [Dense(10, Softmax)]
public partial class TinyResNet;

[Input(28, 28, 1, Name = "image")] [Conv2D(32, 5, 5, Activation.ReLU)] [MaxPool(2)] [Flatten]
[Dense(64, Activation.ReLU, Name = "features")]
[Input(10, Name = "meta")] [Dense(16, Activation.ReLU)]
[Concatenate("features")] [Dense(10, Softmax)] [Output(Name = "digit")]
[From("features")] [Dense(1, Sigmoid)] [Output(Name = "odd")]
public partial class TwoHeadsByAttributes;
