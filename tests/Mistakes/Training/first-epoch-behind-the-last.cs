using var model = new Net();
model.Compile("adam", Loss.CategoricalCrossentropy);
model.Fit(SyntheticDigits.Generate(100), epochs: 5, initialEpoch: 5);
//~                                                               ^ MGN0214, warning
//~ Fit: epochs, 5, is the epoch at which training ends, so that nothing is trained from epoch 5 on. Make epochs larger than initialEpoch.
//~ See also: 5
//~ Write epochs: 10:
//~|model.Fit(SyntheticDigits.Generate(100), epochs: 10, initialEpoch: 5);

[Input(28, 28, 1)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
