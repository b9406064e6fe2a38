[Model]
public partial class Net
{
    public static Tensor Forward([Input(4)] Tensor x) => x.Dense(2);
//~                      ^^^^^^^ MGN0029, warning
//~ Net.Forward can be seen from outside, where model.Forward(data) of a wrong type would be told about Tensors. Write private static.
//~ Make it private:
//~|    private static Tensor Forward([Input(4)] Tensor x) => x.Dense(2);
}
