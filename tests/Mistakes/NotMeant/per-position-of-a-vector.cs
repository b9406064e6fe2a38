[Input(784)]
[Dense(64, ReLU, PerPosition = true)]
//~              ^^^^^^^^^^^^^^^^^^ MGN0304, warning
//~ Layer 1, Dense: PerPosition works on the positions of an image or a sequence, but what the input gives is a vector. Leave PerPosition
//~ out.
//~ Leave PerPosition out:
//~|[Dense(64, ReLU)]
[Dense(10, Activation.Softmax)]
public partial class Net;
