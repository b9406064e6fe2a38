[Budget(MaxMultiplyAdds = 1_000_000)]
//~     ^^^^^^^^^^^^^^^^^^^^^^^^^^^ MGN0601, error
//~ Net takes 3,747,840 multiply-adds, over its budget of 1,000,000; 87 % of them are those of layer 3 (Conv2D). With 10 filters in place of
//~ 64 in layer 3 (Conv2D) it fits.
//~ See also: 64
//~ Write 10 filters:
//~|[Conv2D(10, 5, Activation.ReLU)] [MaxPool(2)]
[Input(28, 28, 1)]
[Conv2D(32, 5, Activation.ReLU)] [MaxPool(2)]
[Conv2D(64, 5, Activation.ReLU)] [MaxPool(2)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
