[Input(0)] [Dense(10, Activation.Softmax)]
//~    ^ MGN0103, error
//~ Input: size 1 is 0. Use 1 or more.
public partial class Net;
