[Input(784)] [Reshape(-1, -1, 1)] [Flatten] [Dense(2)]
//~                       ^^ MGN0107, error
//~ Layer 1, Reshape: [-1,-1,1] is not one to three positive sizes, of which one may be -1 for what is left. Write [Reshape(-1)], say.
//~ See also: Input
//~ Write [Reshape(-1)]:
//~|[Input(784)] [Reshape(-1)] [Flatten] [Dense(2)]
public partial class Net;
