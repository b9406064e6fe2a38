[Input(28, 28, 1)]
[Dropout(p: 0.5)]
//~      ^ CS1739, error
//~ The best overload for 'DropoutAttribute' does not have a parameter named 'p'
//~      ^^^^^^ MGN0035, error
//~ [Dropout]: it has no argument p. Write rate: 0.5.
//~ Write rate: 0.5:
//~|[Dropout(rate: 0.5)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
