namespace ModelGen.Benchmarks;

/// <summary>The network of the lecture.</summary>
[Input(28, 28, 1)]
[Conv2D(32, 5, 5, Activation.ReLU)]
[MaxPool(2)]
[Flatten]
[Dense(10, Activation.Softmax)]
internal partial class LectureCnn;
