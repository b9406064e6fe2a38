namespace ModelGen.Benchmarks;

/// <summary>Three dense layers of twice the width.</summary>
[Input(784)]
[Dense(1024, Activation.ReLU)]
[Dense(1024, Activation.ReLU)]
[Dense(10, Activation.Softmax)]
internal partial class MlpWide;
