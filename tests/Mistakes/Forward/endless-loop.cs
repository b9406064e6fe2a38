[Model]
public partial class Net
{
    private static Tensor Forward([Input(28, 28, 1)] Tensor x)
    {
        while (x.Channels < 64) { x = x.ReLU(); }
//~            ^^^^^^^^^^^^^^^ MGN0505, error
//~ Forward is evaluated while the program is compiled, and this is more than 5,000 layers. Make fewer.
        return x.Flatten().Dense(10, Softmax);
    }
}
