using var model = new Net();
model.Compile("adam", Loss.CategoricalCrossentropy);
model.Fit(SyntheticDigits.Generate(100), validationSplit: 0.2, callbacks: [new EarlyStopping("val_accuracy", mode: "max")]);
//~                                                                                          ^^^^^^^^^^^^^^ MGN0216, error
//~ EarlyStopping watches "val_accuracy", but training measures "loss" and "learning_rate". Write "val_loss".
//~ Write "val_loss":
//~|model.Fit(SyntheticDigits.Generate(100), validationSplit: 0.2, callbacks: [new EarlyStopping("val_loss", mode: "max")]);

[Input(28, 28, 1)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
