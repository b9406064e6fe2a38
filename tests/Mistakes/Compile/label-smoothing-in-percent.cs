using var model = new Net();
model.Compile("adam", new CategoricalCrossentropy(labelSmoothing: 10));
//~                                                               ^^ MGN0207, error
//~ CategoricalCrossentropy: labelSmoothing is 10, but it must be from 0 to 1. Write 0.1, say.
//~ Write 0.1:
//~|model.Compile("adam", new CategoricalCrossentropy(labelSmoothing: 0.1));

[Input(4)] [Dense(3, Softmax)]
public partial class Net;
