[Input(shape: new[] { 28, 28, 1 }, batch_size: 32)]
//~                                ^^^^^^^^^^ CS1739, error
//~ The best overload for 'InputAttribute' does not have a parameter named 'batch_size'
//~                                ^^^^^^^^^^ MGN0035, error
//~ [Input]: it has no argument batch_size. It has shape and Name.
[Flatten]
[Dense(2)]
public partial class Net;
