using var model = new Net();
model.LoadWeights("resnet.pth");
//~               ^^^^^^^^^^^^ MGN0221, error
//~ Weights are read and written as safetensors, and "resnet.pth" says .pth. Write "resnet.safetensors".
//~ Write "resnet.safetensors":
//~|model.LoadWeights("resnet.safetensors");

[Input(28, 28, 1)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
