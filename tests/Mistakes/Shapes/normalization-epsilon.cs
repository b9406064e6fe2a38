[Input(784)] [Dense(8)] [BatchNormalization(Epsilon = -1)] [ReLU] [Dense(2)]
//~                                         ^^^^^^^^^^^^ MGN0120, error
//~ Layer 2, BatchNormalization: Epsilon is -1, but it must be finite and 0 or more. Write 0.001, say.
//~ See also: Dense
//~ Write 0.001:
//~|[Input(784)] [Dense(8)] [BatchNormalization(Epsilon = 0.001)] [ReLU] [Dense(2)]
public partial class Net;
