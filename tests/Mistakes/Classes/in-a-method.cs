[Model] [Classes("cat", "dog")]
//~      ^^^^^^^^^^^^^^^^^^^^^ MGN0222, error
//~ Net: Classes names 2 classes, but layer 2 (Dense) tells 10 classes apart. Name 10, or change the layer.
public partial class Net
{
    private static Tensor Forward([Input(8)] Tensor x) => x.Dense(16, ReLU).Dense(10, Softmax);
}
