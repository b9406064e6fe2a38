[Model] [Classes("cat", "dog")]
//~      ^^^^^^^^^^^^^^^^^^^^^ MGN0222, error
//~ Net: Classes names 2 classes, but the model has 2 outputs. Leave it out: it is for models of one output.
public partial class Net
{
    private static (Tensor a, Tensor b) Forward([Input(8)] Tensor x) => (x.Dense(2, Softmax), x.Dense(1, Sigmoid));
}
