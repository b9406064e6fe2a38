public static class Loop
{
    private const string Optimizer = "adam";

    public static float Train(Dataset data, int epochs)
    {
        using var model = new Net();
        var optimizer = new Adam();
        float last = 0;
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            foreach (Batch batch in data.Batches(32, shuffleSeed: 1, epoch: epoch))
            {
                model.Forward(batch.Inputs);
                last = model.Backward(batch.Labels, Loss.MeanSquaredError);
                optimizer.Step(model);
            }
        }

        return last;
    }

    public static Net Made(string? path)
    {
        var model = new Net();
        model.Compile(Optimizer, Loss.MeanSquaredError);
        if (path is not null) { model.LoadWeights(path, skipMismatch: true); }
        return model;
    }

    public static void Prepared(Net model, Dataset data) => model.Fit(data, epochs: 2);

    public static IEnumerable<float> Sweep(Dataset data)
    {
        foreach (double rate in new[] { 0.1, 0.01 })
        {
            using var model = Made(null);
            model.Compile(new SGD(rate), Loss.MeanSquaredError);
            yield return (float)model.Fit(data, verbose: 0)["loss"][0];
        }
    }
}

[Input(4)] [Dense(16, Activation.Tanh)] [Dense(1)]
public partial class Net;
