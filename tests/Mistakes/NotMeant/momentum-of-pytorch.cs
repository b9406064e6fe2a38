[Input(784)]
[Dense(64)] [BatchNormalization(Momentum = 0.1)] [ReLU]
//~                             ^^^^^^^^^^^^^^ MGN0306, info
//~ Layer 2, BatchNormalization: Momentum is 0.1, the part of the moving statistics that stays in each step. PyTorch's momentum is what
//~ comes in: write Momentum = 0.9 if that is meant.
//~ See also: Dense
//~ Write 0.9:
//~|[Dense(64)] [BatchNormalization(Momentum = 0.9)] [ReLU]
[Dense(10, Activation.Softmax)]
public partial class Net;
