[Budget(MaxParameters = 50_000)]
//~     ^^^^^^^^^^^^^^^^^^^^^^ MGN0601, error
//~ Net takes 101,770 parameters, over its budget of 50,000; 98 % of them are those of layer 1 (Dense). With 62 units in place of 128 in
//~ layer 1 (Dense) it fits.
//~ See also: 128
//~ Write 62 units:
//~|[Dense(62, Activation.ReLU)]
[Input(784)]
[Dense(128, Activation.ReLU)]
[Dense(10, Activation.Softmax)]
public partial class Net;
