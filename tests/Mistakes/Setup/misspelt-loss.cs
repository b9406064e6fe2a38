[Compile(Loss = "categorical_crosentropy", Optimizer = "adam")]
//~             ^^^^^^^^^^^^^^^^^^^^^^^^^ MGN0201, error
//~ There is no loss "categorical_crosentropy". Write "categorical_crossentropy".
//~ Write "categorical_crossentropy":
//~|[Compile(Loss = "categorical_crossentropy", Optimizer = "adam")]
[Input(4)] [Dense(3, Activation.Softmax)]
public partial class Net;
