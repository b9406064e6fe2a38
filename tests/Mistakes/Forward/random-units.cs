[Model]
public partial class Net
{
    private static Tensor Forward([Input(28, 28, 1)] Tensor x)
    {
        int units = Random.Shared.Next(10, 20);
//~                 ^^^^^^^^^^^^^ MGN0501, error
//~ Forward is evaluated while the program is compiled, and Random.Shared cannot be. It is not among the members that are: see the page of
//~ this finding.
        return x.Flatten().Dense(units, ReLU).Dense(10, Softmax);
    }
}
