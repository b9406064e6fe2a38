[Classes("cat", "dog", "bird")]
//~^^^^^^^^^^^^^^^^^^^^^^^^^^^ MGN0222, error
//~ Net: Classes names 3 classes, but layer 1 (Dense) tells 2 classes apart. Name 2, or write Dense(3, Softmax).
//~ See also: Dense(1, Sigmoid)
//~ Write Dense(3, Softmax):
//~|[Dense(3, Softmax)]
[Input(784)]
[Dense(1, Sigmoid)]
public partial class Net;
