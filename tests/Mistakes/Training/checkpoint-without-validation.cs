using var model = new Net();
model.Compile("adam", Loss.CategoricalCrossentropy);
model.Fit(SyntheticDigits.Generate(100), epochs: 50,
    callbacks: [new ModelCheckpoint("best.safetensors", "val_loss", saveBestOnly: true)]);
//~                                                     ^^^^^^^^^^ MGN0215, error
//~ ModelCheckpoint watches "val_loss", but Fit is given nothing to validate on. Write validationSplit: 0.2, or monitor: "loss".
//~ Write monitor: "loss":
//~|    callbacks: [new ModelCheckpoint("best.safetensors", "loss", saveBestOnly: true)]);

[Input(28, 28, 1)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
