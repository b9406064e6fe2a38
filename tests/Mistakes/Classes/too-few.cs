[Classes("cat", "dog", "bird")]
//~^^^^^^^^^^^^^^^^^^^^^^^^^^^ MGN0222, error
//~ Net: Classes names 3 classes, but layer 1 (Dense) tells 10 classes apart. Name 10, or write Dense(3, Activation.Softmax).
//~ See also: Dense(10, Activation.Softmax)
//~ Write Dense(3, Activation.Softmax):
//~|[Dense(3, Activation.Softmax)]
[Input(784)]
[Dense(10, Activation.Softmax)]
public partial class Net;
