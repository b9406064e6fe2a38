[Input(28, 28, 1)]
[MaxPool(pool_size: 2)]
//~      ^^^^^^^^^ CS1739, error
//~ The best overload for 'MaxPoolAttribute' does not have a parameter named 'pool_size'
//~      ^^^^^^^^^^^^ MGN0035, error
//~ [MaxPool]: it has no argument pool_size. Write poolSize: 2.
//~ Write poolSize: 2:
//~|[MaxPool(poolSize: 2)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
