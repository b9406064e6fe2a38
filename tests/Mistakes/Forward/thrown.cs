[Model]
public partial class Net
{
    private static Tensor Forward([Input(28, 28, 1)] Tensor x)
    {
        if (x.Size > 100) { throw new ArgumentException("This network is for small pictures."); }
//~                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MGN0503, error
//~ This network is for small pictures.
        return x.Flatten().Dense(10, Softmax);
    }
}
