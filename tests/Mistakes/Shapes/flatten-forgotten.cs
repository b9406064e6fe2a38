[Input(28, 28, 1)] [Conv2D(8, 3, Activation.ReLU)] [Dense(10, Activation.Softmax)]
//~                                                 ^^^^^ MGN0105, warning
//~ Layer 2, Dense: the 26 x 26 x 8 that layer 1 (Conv2D) gives is read as 5,408 values, as if [Flatten] stood before it. Write [Flatten],
//~ or PerPosition = true to work on each position's channels.
//~ See also: Conv2D
//~ Write [Flatten] before it:
//~|[Input(28, 28, 1)] [Conv2D(8, 3, Activation.ReLU)] [Flatten] [Dense(10, Activation.Softmax)]
//~ Write PerPosition = true:
//~|[Input(28, 28, 1)] [Conv2D(8, 3, Activation.ReLU)] [Dense(10, Activation.Softmax, PerPosition = true)]
public partial class Net;
