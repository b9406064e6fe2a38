[Input(4)]
//~^^^ MGN0015, error
//~ Net has an input and no layers. Add one: [Dense(10, Activation.Softmax)], say.
public partial class Net;
