[Input(784)]
[Dense(64)] [Activation(Activation.Linear)]
//~          ^^^^^^^^^^ MGN0307, warning
//~ Layer 2, Activation: a linear activation leaves values as they are. Leave it out.
//~ Remove this layer:
//~|[Dense(64)]
[Dense(10, Activation.Softmax)]
public partial class Net;
