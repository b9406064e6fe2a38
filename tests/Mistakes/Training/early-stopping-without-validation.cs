using var model = new Net();
model.Compile("adam", Loss.CategoricalCrossentropy);
model.Fit(SyntheticDigits.Generate(100), epochs: 50, callbacks: [new EarlyStopping(patience: 3)]);
//~                                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MGN0215, error
//~ EarlyStopping watches "val_loss", but Fit is given nothing to validate on. Write validationSplit: 0.2, or monitor: "loss".
//~ Write monitor: "loss":
//~|model.Fit(SyntheticDigits.Generate(100), epochs: 50, callbacks: [new EarlyStopping(monitor: "loss", patience: 3)]);

[Input(28, 28, 1)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
