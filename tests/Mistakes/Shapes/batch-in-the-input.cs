[Input(32, 28, 28, 1)] [Flatten] [Dense(10, Activation.Softmax)]
//~    ^^^^^^^^^^^^^ MGN0109, error
//~ Input: 4 sizes are no sample's shape. Write (size), (steps, features) or (height, width, channels); the batch is not part of it.
public partial class Net;
