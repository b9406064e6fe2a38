[Budget(MaxParameters = 100)]
//~     ^^^^^^^^^^^^^^^^^^^ MGN0601, error
//~ Net takes 7,850 parameters, over its budget of 100; 100 % of them are those of layer 1 (Dense). Make it smaller, or the budget larger.
[Input(784)]
[Dense(10, Activation.Softmax)]
public partial class Net;
