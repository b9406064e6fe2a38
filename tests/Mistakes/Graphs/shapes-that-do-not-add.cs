[Input(8)] [Dense(8, Activation.ReLU, Name = "trunk")] [Dense(6)] [Add("trunk")] [Dense(2)]
//~                                                                    ^^^^^^^ MGN0118, error
//~ Layer 3, Add: the 6 that layer 2 (Dense) gives and the 8 that layer 1 (Dense) gives do not go together. Write [Dense(8)] before it, or
//~ [Concatenate] in its place.
//~ See also: Dense
//~ See also: Dense
public partial class Net;
