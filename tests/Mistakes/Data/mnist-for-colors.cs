var (train, test) = SyntheticDigits.Load();
using var model = new Net();
model.Compile(new Adam(), Loss.CategoricalCrossentropy, Metric.Accuracy);
model.Fit(train.Take(1000), epochs: 5);
//~       ^^^^^^^^^^^^^^^^ MGN0209, error
//~ The samples of SyntheticDigits are 28 x 28 x 1, but Net takes 32 x 32 x 3. Write [Input(28, 28, 1)], or other data.
//~ See also: Input(32, 32, 3)
//~ Write Input(28, 28, 1):
//~|[Input(28, 28, 1)]
model.Evaluate(test);
//~            ^^^^ MGN0209, error
//~ The samples of SyntheticDigits are 28 x 28 x 1, but Net takes 32 x 32 x 3. Write [Input(28, 28, 1)], or other data.
//~ See also: Input(32, 32, 3)
//~ Write Input(28, 28, 1):
//~|[Input(28, 28, 1)]

[Input(32, 32, 3)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
