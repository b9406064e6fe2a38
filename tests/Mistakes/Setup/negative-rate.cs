[Compile(Loss = "mse", Optimizer = "sgd", LearningRate = -0.1)]
//~                                                      ^^^^ MGN0207, error
//~ Compile: LearningRate is -0.1, but it must be at least 0. Write 0.1, say.
//~ Write 0.1:
//~|[Compile(Loss = "mse", Optimizer = "sgd", LearningRate = 0.1)]
[Input(4)] [Dense(3)]
public partial class Net;
