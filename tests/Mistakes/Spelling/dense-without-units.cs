[Input(4)]
[Dense]
//~^^^ CS7036, error
//~ There is no argument given that corresponds to the required parameter 'units' of 'DenseAttribute.DenseAttribute(int, Activation)'
//~^^^ MGN0036, error
//~ [Dense] needs units too. Write [Dense(10)], say.
//~ Write Dense(10):
//~|[Dense(10)]
public partial class Net;
