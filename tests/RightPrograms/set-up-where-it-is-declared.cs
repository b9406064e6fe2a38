using var model = new Net();
model.Fit(new float[10 * 4], new[] { 0, 1, 2, 0, 1, 2, 0, 1, 2, 0 }, epochs: 3, verbose: 0);
Console.WriteLine($"{model.Optimizer} {model.Evaluate(new float[4], new[] { 1 }).Accuracy}");

[Compile(Loss = "sparse_categorical_crossentropy", Optimizer = "adam", LearningRate = 0.002, Metrics = ["accuracy"])]
[Budget(MaxParameters = 1_000, MaxMultiplyAdds = 1_000, MaxActivationBytes = 1 << 16, Batch = 32)]
[Input(4)] [Dense(16, Activation.ReLU)] [Dense(3, Activation.Softmax)]
public partial class Net;

[Model] [Compile(Loss = "mse")]
public partial class Method
{
    private static Tensor Forward([Input(4)] Tensor x) => x.Dense(16, Tanh).Dense(1);
}
