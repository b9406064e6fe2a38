using ModelGen;

/// <summary>Two convolutions where the lecture's network has one, and dropout.</summary>
[Input(28, 28, 1)]
[Conv2D(32, 5, 5, Activation.ReLU)]
[MaxPool(2)]
[Conv2D(64, 5, 5, Activation.ReLU)]
[MaxPool(2)]
[Flatten]
[Dense(128, Activation.ReLU)]
[Dropout(0.5)]
[Dense(10, Activation.Softmax)]
public partial class ImprovedCnn;
