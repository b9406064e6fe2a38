[Input(4)] [Dense(8, Activation.ReLU)]
public partial class Net;

[Dense(2)]
//~^^^ MGN0006, error
//~ The layers of Net stand on several of its partial declarations, which have no order among them. Write all of them on one.
public partial class Net;
