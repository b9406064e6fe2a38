public partial class Net
{
    private static Tensor Forward([Input(4)] Tensor x) => x.Dense(2);
//~                       ^^^^^^^ MGN0033, error
//~ Net has a Forward method with [Input], but no [Model], so nothing is compiled from it. Write [Model] before the class.
//~ Write [Model]:
//~|[Model]
}
