using var model = new Net();
model.SaveWeights("model.h5");
//~               ^^^^^^^^^^ MGN0221, error
//~ Weights are read and written as safetensors, and "model.h5" says .h5. Write "model.safetensors".
//~ Write "model.safetensors":
//~|model.SaveWeights("model.safetensors");

[Input(28, 28, 1)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
