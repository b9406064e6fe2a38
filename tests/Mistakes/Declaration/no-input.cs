[Dense(8, Activation.ReLU)] [Dense(2)]
public partial class Net;
//~                  ^^^ MGN0003, error
//~ Net has layers but no [Input]. Write the shape of one sample first: [Input(784)], say.
//~ Write [Input(784)]:
//~|[Input(784)] [Dense(8, Activation.ReLU)] [Dense(2)]
