[Model]
public partial class Net
{
    private static Tensor Forward([Input(28, 28, 1)] Tensor x)
    {
        return x.Flatten().Dense(64, ReLU).Dropout(30).Dense(10, Softmax);
//~                                                ^^ MGN0110, error
//~ Layer 3, Dropout: a rate of 30 is not a fraction between 0 and 1. Write 0.3, say.
//~ See also: Dense
//~ Write 0.3:
//~|        return x.Flatten().Dense(64, ReLU).Dropout(0.3).Dense(10, Softmax);
    }
}
