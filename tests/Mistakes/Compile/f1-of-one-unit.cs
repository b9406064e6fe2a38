using var model = new Net();
model.Compile("adam", Loss.BinaryCrossentropy, ["f1_score"]);
//~                                             ^^^^^^^^^^ MGN0204, error
//~ F1Score without a threshold takes the largest of several values, but layer 1 (Dense) gives 1 value. Write new Metrics.F1Score(threshold:
//~ 0.5).
//~ See also: Dense(1, Activation.Sigmoid)
//~ Write new Metrics.F1Score(threshold: 0.5):
//~|model.Compile("adam", Loss.BinaryCrossentropy, [new Metrics.F1Score(threshold: 0.5)]);

[Input(4)]
[Dense(1, Activation.Sigmoid)]
public partial class Net;
