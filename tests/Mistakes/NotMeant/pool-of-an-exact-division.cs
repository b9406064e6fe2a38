[Input(8, 8, 1)]
[MaxPool(3 / 3)]
//~^^^^^ MGN0307, warning
//~ Layer 1, MaxPool: a window of 1 x 1 leaves values as they are. Leave it out.
//~ Remove this layer:
[Flatten]
[Dense(2, Softmax)]
public partial class Net;
