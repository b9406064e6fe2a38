[Classes("cat", "dog", "cat")]
//~                    ^^^^^ MGN0222, error
//~ Net: Classes names "cat" twice, but each class has a name of its own. Write another name, or leave it out.
[Input(784)]
[Dense(3, Softmax)]
public partial class Net;
