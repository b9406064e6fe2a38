using var model = new Net();
model.Compile("adam", Loss.CategoricalCrossentropy, ["accuracy"]);
model.Fit(SyntheticDigits.Generate(100), epochs: 50, validationSplit: 0.2,
    callbacks: [new EarlyStopping("val_acuracy", mode: "max"), new ReduceLROnPlateau(monitor: "valloss")]);
//~                               ^^^^^^^^^^^^^ MGN0216, error
//~ EarlyStopping watches "val_acuracy", but training measures "loss", "learning_rate" and "accuracy". Write "val_accuracy".
//~ Write "val_accuracy":
//~|    callbacks: [new EarlyStopping("val_accuracy", mode: "max"), new ReduceLROnPlateau(monitor: "valloss")]);
//~                                                                                           ^^^^^^^^^ MGN0216, error
//~ ReduceLROnPlateau watches "valloss", but training measures "loss", "learning_rate" and "accuracy". Write "val_loss".
//~ Write "val_loss":
//~|    callbacks: [new EarlyStopping("val_acuracy", mode: "max"), new ReduceLROnPlateau(monitor: "val_loss")]);

[Input(28, 28, 1)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
