[Model]
//~^^^ MGN0030, error
//~ Net has [Model], but neither layers nor a Forward method. Write [Input(28, 28, 1)] and layers as attributes, or private static Tensor
//~ Forward([Input(28, 28, 1)] Tensor image).
public partial class Net;
