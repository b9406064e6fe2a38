[Model]
public partial class Net
{
    private static Tensor Forward([Input(8)] Tensor a, [Input(6)] Tensor b) =>
        Tensor.Concatenate(Embed(a), Embed(b)).Dense(2);

    [Dense(16, Activation.ReLU)]
//~  ^^^^^ MGN0510, error
//~ In Embed, call 2 of 2: layer 2, Dense: it has the weights of layer 1, whose kernel is 8 x 16, but what the input "b" gives asks for 6 x
//~ 16. Give it what layer 1 gets, 8, or a layer of its own.
//~ See also: Embed(b)
//~ See also: Input
    private static partial Tensor Embed(Tensor x);
}
