using var model = new Net();
model.Compile("adam", Loss.CategoricalCrossentropy);
//~                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MGN0202, error
//~ CategoricalCrossentropy needs probabilities, but layer 3 (Dense) ends in Linear. End the model in Activation.Softmax, or write new
//~ CategoricalCrossentropy(fromLogits: true).
//~ Write new CategoricalCrossentropy(fromLogits: true):
//~|model.Compile("adam", new CategoricalCrossentropy(fromLogits: true));

[Model]
public partial class Net
{
    private static Tensor Forward([Input(28, 28, 1)] Tensor image) => image.Conv2D(8, 3, ReLU).Flatten().Dense(10);
}
