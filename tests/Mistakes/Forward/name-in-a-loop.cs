[Model]
public partial class Net
{
    private static Tensor Forward([Input(28, 28, 1)] Tensor x)
    {
        for (int i = 0; i < 2; i++) { x = x.Conv2D(8, 3, ReLU, name: "block"); }
//~                                                            ^^^^^^^^^^^^^ MGN0013, error
//~ Layer 2, Conv2D: the name block is taken by another layer. Write $"block{i}", with what tells the calls apart, or leave it out.
//~ Leave name out:
//~|        for (int i = 0; i < 2; i++) { x = x.Conv2D(8, 3, ReLU); }
        return x.Flatten().Dense(10, Softmax);
    }
}
