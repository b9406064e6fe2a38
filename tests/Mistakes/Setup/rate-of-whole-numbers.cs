[Compile(Loss = "mse", Optimizer = "sgd", LearningRate = 1 / 100)]
//~                                                      ^^^^^^^ MGN0208, warning
//~ Compile: LearningRate is 0, because 1 / 100 divides whole numbers and drops the rest. Write 0.01.
//~ Write 0.01:
//~|[Compile(Loss = "mse", Optimizer = "sgd", LearningRate = 0.01)]
[Input(4)] [Dense(3)]
public partial class Net;
