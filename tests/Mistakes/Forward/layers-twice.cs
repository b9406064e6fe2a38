[Model] [Input(4)] [Dense(2)]
public partial class Net
{
    private static Tensor Forward([Input(4)] Tensor x) => x.Dense(2);
//~                       ^^^^^^^ MGN0031, error
//~ Net has layers as attributes and a Forward method of Tensors, and only one can be the model. Leave one of them out.
}
