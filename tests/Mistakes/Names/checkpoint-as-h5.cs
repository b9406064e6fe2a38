using var model = new Net();
model.Compile("adam", Loss.CategoricalCrossentropy);
model.Fit(SyntheticDigits.Generate(100), callbacks: [new ModelCheckpoint("weights.{epoch:02d}.h5")]);
//~                                                                      ^^^^^^^^^^^^^^^^^^^^^^^^ MGN0221, error
//~ Weights are read and written as safetensors, and "weights.{epoch:02d}.h5" says .h5. Write "weights.{epoch:02d}.safetensors".
//~ Write "weights.{epoch:02d}.safetensors":
//~|model.Fit(SyntheticDigits.Generate(100), callbacks: [new ModelCheckpoint("weights.{epoch:02d}.safetensors")]);

[Input(28, 28, 1)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
