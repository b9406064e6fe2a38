[Input(784)]
[Dense(10, Activation.Softmax)]
[Dropout(0.5)]
//~^^^^^ MGN0303, warning
//~ Layer 2, Dropout: no layer follows, so the model's own outputs are dropped in training. Move it before the last layer, or leave it out.
//~ See also: Dense
//~ Remove this layer:
public partial class Net;
