using var model = new Net();
model.LoadWeights("model.safetensors", only: ["convolution*"]);
//~                                           ^^^^^^^^^^^^^^ MGN0220, error
//~ The model has no layer with parameters "convolution*". It has "dense". Write "dense".
//~ Write "dense":
//~|model.LoadWeights("model.safetensors", only: ["dense"]);

[Input(28, 28, 1)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
