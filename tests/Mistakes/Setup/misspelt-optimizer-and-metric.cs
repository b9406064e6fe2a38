[Compile(Loss = "categorical_crossentropy", Optimizer = "adamm", Metrics = new[] { "acuracy" })]
//~                                                     ^^^^^^^ MGN0201, error
//~ There is no optimizer "adamm". Write "adam" or "adamw".
//~ Write "adam":
//~|[Compile(Loss = "categorical_crossentropy", Optimizer = "adam", Metrics = new[] { "acuracy" })]
//~ Write "adamw":
//~|[Compile(Loss = "categorical_crossentropy", Optimizer = "adamw", Metrics = new[] { "acuracy" })]
//~                                                                                ^^^^^^^^^ MGN0201, error
//~ There is no metric "acuracy". Write "accuracy".
//~ Write "accuracy":
//~|[Compile(Loss = "categorical_crossentropy", Optimizer = "adamm", Metrics = new[] { "accuracy" })]
[Input(4)] [Dense(3, Activation.Softmax)]
public partial class Net;
