[Input(13)]
[Dense(1, Softmax)]
//~       ^^^^^^^ MGN0302, warning
//~ Layer 1, Dense: softmax over a last axis of 1 is always 1, so nothing can be learned. Use Activation.Sigmoid, or as many units as
//~ classes.
//~ See also: Input
//~ Use Activation.Sigmoid:
//~|[Dense(1, Activation.Sigmoid)]
public partial class Net;
