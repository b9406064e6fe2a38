[Input(28, 28, 1)]
[Conv2D(8, 3, Truncate = true)]
//~           ^^^^^^^^^^^^^^^ MGN0304, warning
//~ Layer 1, Conv2D: Truncate works on the rows and columns that are cut, but here none are. Leave Truncate out.
//~ Leave Truncate out:
//~|[Conv2D(8, 3)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
