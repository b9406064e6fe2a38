using var model = new Net();
model.Compile("adam", Loss.CategoricalCrossentropy);
var (train, test) = SyntheticDigits.Load();
model.Fit(train, validationData: test, validationSplit: 0.2);
//~                                    ^^^^^^^^^^^^^^^^^^^^ MGN0214, warning
//~ Fit: validationSplit is not looked at where validationData are given. Leave one of them out.
//~ See also: (train, validationData: test, validationSplit: 0.2)
//~ Leave validationSplit out:
//~|model.Fit(train, validationData: test);

[Input(28, 28, 1)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
