namespace ModelGen.Benchmarks;

/// <summary>The lecture's network on images of twice the height and width.</summary>
[Input(56, 56, 1)]
[Conv2D(32, 5, 5, Activation.ReLU)]
[MaxPool(2)]
[Flatten]
[Dense(10, Activation.Softmax)]
internal partial class LectureCnnLarge;
