[Input(1024, 1024, 3)]
[Flatten]
[Dense(200, ReLU)]
//~^^^ MGN0313, warning
//~ Layer 2, Dense: its kernel has 629,145,600 weights, because 3,145,728 values arrive. Write [GlobalAveragePool] in the place of the
//~ Flatten before it, say.
//~ Write [GlobalAveragePool] in the place of [Flatten]:
//~|[GlobalAveragePool]
[Dense(10, Softmax)]
public partial class Net;
