[Model] [Budget(MaxParameters = 10_000)]
//~             ^^^^^^^^^^^^^^^^^^^^^^ MGN0601, error
//~ Net takes 173,498 parameters, over its budget of 10,000; 99 % of them are those of layer 3 (Dense). With 1 unit in place of 32 in layer
//~ 3 (Dense) it fits.
public partial class Net
{
    private static Tensor Forward([Input(28, 28, 1)] Tensor x) => x.Conv2D(8, 3, ReLU).Flatten().Dense(32, ReLU).Dense(10, Softmax);
}
