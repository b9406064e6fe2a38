using ModelGen;

/// <summary>The network of the lecture: 46,922 parameters.</summary>
[Input(28, 28, 1)]
[Conv2D(32, 5, 5, Activation.ReLU)]
[MaxPool(2)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class MnistCnn;
