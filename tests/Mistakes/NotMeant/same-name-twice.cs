[Input(784)]
[Dense(64, ReLU, Name = "hidden")] [Dense(64, ReLU, Name = "hidden")]
//~                                                 ^^^^^^^^^^^^^^^ MGN0013, error
//~ Layer 2, Dense: the name hidden is taken by another layer. Write another, or leave it out.
//~ Leave Name out:
//~|[Dense(64, ReLU, Name = "hidden")] [Dense(64, ReLU)]
[Dense(10, Activation.Softmax)]
public partial class Net;
