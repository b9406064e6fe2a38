[Input(13)]
[Dense(64, ReLU)]
[Dense(1, ReLU)]
//~       ^^^^ MGN0312, info
//~ Layer 2, Dense: the model cannot give anything below 0, and where it gives 0 nothing is learnt. Leave Activation.ReLU out, or use
//~ Activation.Softmax for classes.
//~ Leave Activation.ReLU out:
//~|[Dense(1)]
public partial class Net;
