using var logits = new Logits();
logits.Compile(new Adam(), new SparseCategoricalCrossentropy(fromLogits: true), Metric.Accuracy);
using var tags = new Tags();
tags.Compile(new AdamW(1e-3, weightDecay: 0.01), Loss.BinaryCrossentropy, ["binary_accuracy", new Metrics.AUC(multiLabel: true)]);
using var price = new Price();
price.Compile(new RMSprop(new ExponentialDecay(1e-3, 1000, 0.9)), Loss.MeanSquaredError, ["mae", "r2_score"]);
price.Fit(new float[100 * 13], new float[100], epochs: 3, validationSplit: 1.0 / 4, verbose: 0);
using var yes = new YesOrNo();
yes.Compile("adam", new BinaryCrossentropy(fromLogits: true), new Metrics.BinaryAccuracy(threshold: 0));
yes.Fit(new float[10 * 30], new[] { 0, 1, 0, 1, 0, 1, 0, 1, 0, 1 }, epochs: 3, verbose: 0);

[Input(784)] [Dense(128, Activation.ReLU)] [Dense(10)]
public partial class Logits;

[Input(300)] [Dense(64, Activation.ReLU)] [Dense(20, Activation.Sigmoid)]
public partial class Tags;

[Input(13)] [Dense(64, Activation.ReLU)] [Dense(64, Activation.ReLU)] [Dense(1)]
public partial class Price;

[Input(30)] [Dense(16, Activation.ReLU)] [Dense(1)]
public partial class YesOrNo;
