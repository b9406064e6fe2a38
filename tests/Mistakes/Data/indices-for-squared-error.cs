using var model = new Net();
model.Compile("adam", Loss.KLDivergence);
model.TrainOnBatch(new float[2 * 784], new[] { 1, 2 });
//~                                    ^^^^^^^^^^^^^^ MGN0213, error
//~ KLDivergence needs 10 target values for each sample, but these labels are class indices. Write Loss.CategoricalCrossentropy there.
//~ See also: Loss.KLDivergence
//~ Write Loss.CategoricalCrossentropy:
//~|model.Compile("adam", Loss.CategoricalCrossentropy);

[Input(28, 28, 1)]
[Flatten]
[Dense(10, Activation.Softmax)]
public partial class Net;
