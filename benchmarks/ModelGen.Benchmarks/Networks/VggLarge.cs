namespace ModelGen.Benchmarks;

/// <summary>The small VGG on images of twice the height and width.</summary>
[Input(64, 64, 3)]
[Conv2D(64, 3, 3, Activation.ReLU, Padding = Padding.Same)]
[Conv2D(64, 3, 3, Activation.ReLU, Padding = Padding.Same)]
[MaxPool(2)]
[Conv2D(128, 3, 3, Activation.ReLU, Padding = Padding.Same)]
[Conv2D(128, 3, 3, Activation.ReLU, Padding = Padding.Same)]
[MaxPool(2)]
[Flatten]
[Dense(256, Activation.ReLU)]
[Dense(10, Activation.Softmax)]
internal partial class VggLarge;
