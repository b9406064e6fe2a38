using var model = new Net();
model.Compile(new Adam(), Loss.CategoricalCrossentropy, metrics: ["acuracy"]);
//~                                                               ^^^^^^^^^ MGN0201, error
//~ There is no metric "acuracy". Write "accuracy".
//~ Write "accuracy":
//~|model.Compile(new Adam(), Loss.CategoricalCrossentropy, metrics: ["accuracy"]);

[Input(4)] [Dense(3, Activation.Softmax)]
public partial class Net;
