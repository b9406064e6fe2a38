[Budget(MaxParameters = 0)]
//~                     ^ MGN0207, error
//~ Budget: MaxParameters is 0, but it must be at least 1. Write how much it may take.
[Input(784)]
[Dense(10, Activation.Softmax)]
public partial class Net;
