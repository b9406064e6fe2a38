[Input(784)]
[Dense(64, ReLU, Name = "hidden")] [Dense(64, ReLU, Name = "Hidden")]
//~                                                 ^^^^^^^^^^^^^^^ MGN0314, warning
//~ Layer 2, Dense: its name Hidden and hidden differ in case only, and files are not told apart by that everywhere. Write Name =
//~ "Hidden_2", say.
//~ Write "Hidden_2":
//~|[Dense(64, ReLU, Name = "hidden")] [Dense(64, ReLU, Name = "Hidden_2")]
[Dense(10, Activation.Softmax)]
public partial class Net;
