using var model = new Net();
model.Freeze("conv*");
//~          ^^^^^^^ MGN0220, error
//~ The model has no layer with parameters "conv*". It has "dense". Write "dense".
//~ Write "dense":
//~|model.Freeze("dense");

[Input(28, 28, 1)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
