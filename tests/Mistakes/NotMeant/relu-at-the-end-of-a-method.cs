[Model]
public partial class Net
{
    private static Tensor Forward([Input(8)] Tensor x) => x.Dense(8, Tanh).Dense(1, activation: ReLU);
//~                                                                                 ^^^^^^^^^^^^^^^^ MGN0312, info
//~ Layer 2, Dense: the model cannot give anything below 0, and where it gives 0 nothing is learnt. Leave Activation.ReLU out, or use
//~ Activation.Softmax for classes.
//~ Leave Activation.ReLU out:
//~|    private static Tensor Forward([Input(8)] Tensor x) => x.Dense(8, Tanh).Dense(1);
}
