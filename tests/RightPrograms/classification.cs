var (train, test) = Mnist.Load();
var callbacks = new List<Callback> { new EarlyStopping(patience: 3, restoreBestWeights: true) };
using var model = new MnistCnn();
model.Compile("adam", "sparse_categorical_crossentropy", ["accuracy", "top_k_categorical_accuracy"]);
model.Fit(train, epochs: 10, batchSize: 128, validationData: test, callbacks: callbacks);
model.Fit(train, epochs: 12, initialEpoch: 10, validationSplit: 0.1, callbacks:
    [new ModelCheckpoint("best.safetensors", "val_accuracy", saveBestOnly: true), new ReduceLROnPlateau("val_loss", factor: 0.5)]);
Console.WriteLine(model.Evaluate(test).Accuracy);
model.Freeze("conv*");
model.Compile(new SGD(1e-3, momentum: 0.9, nesterov: true) { WeightDecay = 1e-4 }, new CategoricalCrossentropy(labelSmoothing: 0.1));
model.TrainOnBatch(new float[4 * 784], new[] { 0, 9, 3, 4 });
Console.WriteLine(model.Predict(new float[784]).Length + model.Predict(new float[10 * 784], batchSize: 10).Length);
Console.WriteLine(model.Parameters["conv2d/kernel"].Count + model.Outputs("flatten").Predict(new float[784]).Count);
model.SaveWeights("mnist.safetensors");

[Input(28, 28, 1)] [Conv2D(32, 5, 5, Activation.ReLU)] [MaxPool(2)] [Flatten] [Dropout(0.5)] [Dense(10, Activation.Softmax)]
public partial class MnistCnn;
