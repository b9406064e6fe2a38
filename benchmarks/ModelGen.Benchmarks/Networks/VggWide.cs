namespace ModelGen.Benchmarks;

/// <summary>The small VGG of twice the width.</summary>
[Input(32, 32, 3)]
[Conv2D(128, 3, 3, Activation.ReLU, Padding = Padding.Same)]
[Conv2D(128, 3, 3, Activation.ReLU, Padding = Padding.Same)]
[MaxPool(2)]
[Conv2D(256, 3, 3, Activation.ReLU, Padding = Padding.Same)]
[Conv2D(256, 3, 3, Activation.ReLU, Padding = Padding.Same)]
[MaxPool(2)]
[Flatten]
[Dense(512, Activation.ReLU)]
[Dense(10, Activation.Softmax)]
internal partial class VggWide;
