[Input(28, 28, 1)]
[Dropout]
//~^^^^^ CS7036, error
//~ There is no argument given that corresponds to the required parameter 'rate' of 'DropoutAttribute.DropoutAttribute(double)'
//~^^^^^ MGN0036, error
//~ [Dropout] needs rate too. Write [Dropout(0.5)], say.
//~ Write Dropout(0.5):
//~|[Dropout(0.5)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
