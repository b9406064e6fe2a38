[Budget(MaxActivationBytes = 1 << 20, Batch = 64)]
//~     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MGN0601, error
//~ Net takes 2,871,296 bytes of activations, over its budget of 1,048,576; 66 % of them are those of layer 1 (Conv2D). With 10 filters in
//~ place of 32 in layer 1 (Conv2D) it fits.
//~ See also: 32
//~ Write 10 filters:
//~|[Conv2D(10, 5, Activation.ReLU)] [MaxPool(2)]
[Input(28, 28, 1)]
[Conv2D(32, 5, Activation.ReLU)] [MaxPool(2)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
