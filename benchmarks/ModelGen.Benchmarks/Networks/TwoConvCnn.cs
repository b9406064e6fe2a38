namespace ModelGen.Benchmarks;

/// <summary>Two convolutions, as in most tutorials on handwritten digits.</summary>
[Input(28, 28, 1)]
[Conv2D(32, 5, 5, Activation.ReLU)]
[MaxPool(2)]
[Conv2D(64, 5, 5, Activation.ReLU)]
[MaxPool(2)]
[Flatten]
[Dense(10, Activation.Softmax)]
internal partial class TwoConvCnn;
