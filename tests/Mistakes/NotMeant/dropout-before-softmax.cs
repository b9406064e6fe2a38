[Input(784)]
[Dense(10)]
[Dropout(0.5)]
//~^^^^^ MGN0315, warning
//~ Layer 2, Dropout: what it drops is a 0 to the softmax after it, which is as likely as any other. Move it before the layer before, or
//~ leave it out.
//~ Remove this layer:
[Activation(Activation.Softmax)]
public partial class Net;
