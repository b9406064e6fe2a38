using ModelGen;
using static ModelGen.Activation;

/// <summary>Two inputs, an image and what is known of it, and two outputs: which digit it is, and whether that is odd.</summary>
[Input(28, 28, 1, Name = "image")]
[Conv2D(32, 5, 5, ReLU)]
[MaxPool(2)]
[Flatten]
[Dense(64, ReLU, Name = "features")]
[Input(10, Name = "meta")]
[Dense(16, ReLU)]
[Concatenate("features")]
[Dense(10, Softmax)]
[Output(Name = "digit")]
[From("features")]
[Dense(1, Sigmoid)]
[Output(Name = "odd")]
public partial class TwoHeads;
