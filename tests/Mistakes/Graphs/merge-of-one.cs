[Input(8)] [Dense(8, Activation.ReLU)] [Add] [Dense(2)]
//~                                     ^^^ MGN0024, error
//~ Layer 2, Add: it merges several values, but only what layer 1 (Dense) gives arrives. Name another: [Add("trunk")], with Name = "trunk"
//~ on the layer that is meant.
//~ See also: Dense
public partial class Net;
