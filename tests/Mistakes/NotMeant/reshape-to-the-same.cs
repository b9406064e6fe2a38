[Input(28, 28, 1)]
[Reshape(28, 28, 1)]
//~^^^^^ MGN0307, warning
//~ Layer 1, Reshape: what the input gives is 28 x 28 x 1 already. Leave it out.
//~ Remove this layer:
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
