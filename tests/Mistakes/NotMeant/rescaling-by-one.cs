[Input(28, 28, 1)]
[Rescaling(1)]
//~^^^^^^^ MGN0307, warning
//~ Layer 1, Rescaling: times 1 and plus 0 change nothing. Leave it out.
//~ Remove this layer:
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
