namespace ModelGen.Benchmarks;

/// <summary>Three dense layers.</summary>
[Input(784)]
[Dense(512, Activation.ReLU)]
[Dense(512, Activation.ReLU)]
[Dense(10, Activation.Softmax)]
internal partial class Mlp;
