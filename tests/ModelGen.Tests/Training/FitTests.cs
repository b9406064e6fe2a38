using System.Numerics.Tensors;
using ModelGen.Data;
using Xunit;
using Numeric = System.Numerics.Tensors.Tensor;

namespace ModelGen.Tests;

/// <summary>Fit, Evaluate and Predict.</summary>
public class FitTests
{
    [Fact]
    public void Training_learns_and_the_history_says_so()
    {
        using var model = Compiled();
        History history = model.Fit(Digits.Clusters(200), epochs: 20, batchSize: 10, validationData: Digits.Clusters(50, seed: 6),
            verbose: 0);
        Assert.Equal(["accuracy", "loss", "val_accuracy", "val_loss"], history.Names);
        Assert.Equal(20, history.Epochs);
        Assert.Equal(20, history["loss"].Count);
        Assert.True(history["loss"][^1] < history["loss"][0] / 2);
        Assert.True(history["val_accuracy"][^1] > 0.95);
        Assert.False(history.Cancelled);
    }

    [Fact]
    public void What_was_measured_before_an_exception_is_not_lost()
    {
        using var model = Compiled();
        Assert.StartsWith("linear has no history yet.", Assert.Throws<InvalidOperationException>(() => model.History).Message);
        var callback = new LambdaCallback { EpochEnd = (epoch, _) => { if (epoch == 2) { throw new TimeoutException(); } } };
        Assert.Throws<TimeoutException>(() => model.Fit(Digits.Clusters(20), epochs: 5, verbose: 0, callbacks: [callback]));
        using var whole = Compiled();
        History expected = whole.Fit(Digits.Clusters(20), epochs: 3, verbose: 0);
        Assert.Equal(expected["loss"].Take(model.History.Epochs), model.History["loss"]);
        Assert.InRange(model.History.Epochs, 2, 3);
    }

    [Fact]
    public void Every_form_of_Compile_and_Fit_that_the_manual_shows_works()
    {
        using var model = new LinearModel(8, 4);
        Dataset train = Digits.Clusters(40), test = Digits.Clusters(20, seed: 6);
        model.Compile();
        model.Compile(new SGD(learningRate: 0.01), Loss.CategoricalCrossentropy, Metric.Accuracy);
        model.Compile("adam", "mse", "acc");
        model.Compile(optimizer: "sgd", loss: "categorical_crossentropy", metrics: ["accuracy"]);
        History history = model.Fit(train, epochs: 2, batchSize: 10, validationData: test, verbose: 0);
        Evaluation result = model.Evaluate(test);
        ReadOnlySpan<float> probabilities = model.Predict(test.Sample(0));
        Assert.Equal(4, probabilities.Length);
        Assert.Equal(result["accuracy"], result.Accuracy);
        Assert.Equal(2, history.Epochs);
        Assert.Matches(@"^accuracy: \d\.\d{4} - loss: \d\.\d{4}$", result.ToString());
    }

    [Fact]
    public void Arrays_memories_and_tensors_train_like_a_data_set()
    {
        Dataset data = Digits.Clusters(20);
        float[] x = [.. Enumerable.Range(0, 20).SelectMany(i => data.Sample(i).ToArray())];
        int[] y = data.Labels.Classes.ToArray();
        float[] dense = [.. y.SelectMany(label => Enumerable.Range(0, 4).Select(i => i == label ? 1f : 0f))];
        Tensor<float> tensor = Numeric.Create(x, [20, 8]), targets = Numeric.Create(dense, [20, 4]);
        float[] expected = Weights(model => model.Fit(data, batchSize: 6, verbose: 0));
        Assert.Equal(expected, Weights(model => model.Fit(x, y, batchSize: 6, verbose: 0)));
        Assert.Equal(expected, Weights(model => model.Fit(x, dense, batchSize: 6, verbose: 0)));
        Assert.Equal(expected, Weights(model => model.Fit(x.AsMemory(), new ReadOnlyMemory<int>(y), batchSize: 6, verbose: 0)));
        Assert.Equal(expected, Weights(model => model.Fit(tensor, y, batchSize: 6, verbose: 0)));
        Assert.Equal(expected, Weights(model => model.Fit(tensor, dense, batchSize: 6, verbose: 0)));
        Assert.Equal(expected, Weights(model => model.Fit(tensor, targets, batchSize: 6, verbose: 0)));

        using LinearModel evaluated = Compiled();
        Evaluation result = evaluated.Evaluate(data);
        Assert.Equal(result.Loss, evaluated.Evaluate(x, y).Loss);
        Assert.Equal(result.Loss, evaluated.Evaluate(tensor, y).Loss);
        Assert.Equal(result.Loss, evaluated.Evaluate(tensor, targets).Loss);
        Assert.StartsWith(
            "The targets are 20 x 3, but linear needs samples x 4.",
            Assert.Throws<ArgumentException>(() => evaluated.Fit(tensor, Numeric.Create(new float[60], [20, 3]))).Message);
        Assert.StartsWith(
            "The samples of data are 2 x 4, but the input of linear is 8.",
            Assert.Throws<ArgumentException>(() => evaluated.Fit(Numeric.Create(x, [20, 2, 4]), y)).Message);

        static float[] Weights(Action<Model> fit)
        {
            using LinearModel model = Compiled();
            fit(model);
            return model.Parameters[0].ToArray();
        }
    }

    [Fact]
    public void The_loss_of_an_epoch_is_the_mean_over_its_samples_before_each_update()
    {
        using var model = Compiled(rate: 0);
        Dataset data = Digits.Clusters(25);
        History history = model.Fit(data, batchSize: 10, verbose: 0);
        Evaluation all = model.Evaluate(data, batchSize: 25);
        Assert.Equal(all.Loss, history["loss"][0], 1e-12);
        Assert.Equal(all.Accuracy, history["accuracy"][0], 1e-12);
    }

    [Fact]
    public void A_validation_split_takes_the_tail()
    {
        using var model = Compiled(rate: 0);
        Dataset data = Digits.Clusters(20);
        History history = model.Fit(data, validationSplit: 0.25, verbose: 0);
        using var other = Compiled(rate: 0);
        float[] tail = [.. Enumerable.Range(15, 5).SelectMany(i => data.Sample(i).ToArray())];
        Evaluation expected = other.Evaluate(Digits.Classes(tail, data.Labels.Classes[15..].ToArray(), 8));
        Assert.Equal(expected.Loss, history["val_loss"][0], 1e-12);
    }

    [Fact]
    public void Two_calls_of_Fit_continue_as_one_would()
    {
        Dataset data = Digits.Clusters(30);
        using var once = Compiled();
        using var twice = Compiled();
        once.Fit(data, epochs: 3, batchSize: 7, verbose: 0);
        twice.Fit(data, epochs: 1, batchSize: 7, verbose: 0);
        twice.Fit(data, epochs: 2, batchSize: 7, verbose: 0);
        Assert.Equal(once.Parameters[0].ToArray(), twice.Parameters[0].ToArray());
        Assert.Equal(3, twice.EpochsTrained);
    }

    [Fact]
    public void Cancellation_ends_after_the_running_step_and_gives_the_finished_epochs()
    {
        using var model = Compiled();
        using var source = new CancellationTokenSource();
        int batches = 0;
        var callback = new LambdaCallback { BatchBegin = _ => { if (++batches == 5) { source.Cancel(); } } };
        History history = model.Fit(Digits.Clusters(30), epochs: 10, batchSize: 10, callbacks: [callback], verbose: 0,
            cancellationToken: source.Token);
        Assert.True(history.Cancelled);
        Assert.Equal(5, batches);
        Assert.Equal(1, history.Epochs);
        Assert.Equal(5, model.Iteration);
    }

    [Fact]
    public void Callbacks_are_called_in_order_and_may_stop_training()
    {
        using var model = Compiled();
        List<string> calls = [];
        var callback = new LambdaCallback
        {
            TrainBegin = () => calls.Add("train"),
            EpochBegin = epoch => calls.Add($"epoch {epoch}"),
            BatchBegin = batch => calls.Add($"batch {batch}"),
            BatchEnd = (batch, logs) => calls.Add($"batch {batch} ends, {string.Join(" ", logs.Names)}"),
            EpochEnd = (epoch, logs) =>
            {
                calls.Add($"epoch {epoch} ends, {string.Join(" ", logs.Names)}");
                model.Predict(new float[8]);
                model.StopTraining = true;
            },
            TrainEnd = () => calls.Add("end"),
        };
        model.Fit(Digits.Clusters(11), epochs: 5, batchSize: 10, validationSplit: 0.01, callbacks: [callback], verbose: 0);
        Assert.Equal(
            ["train", "epoch 0", "batch 0", "batch 0 ends, accuracy loss", "epoch 0 ends, accuracy loss val_accuracy val_loss", "end"],
            calls);
    }

    [Fact]
    public void A_callback_may_not_train()
    {
        using var model = Compiled();
        Dataset data = Digits.Clusters(10);
        var callback = new LambdaCallback { EpochEnd = (_, _) => model.Fit(data, verbose: 0) };
        Assert.Equal(
            "Fit was called while Fit is running on the same model. A callback may evaluate, predict, read and write parameters, but "
                + "not train.",
            Assert.Throws<InvalidOperationException>(() => model.Fit(data, callbacks: [callback], verbose: 0)).Message);
        model.Fit(data, verbose: 0);
    }

    [Fact]
    public void A_call_from_another_thread_is_refused_but_a_predictor_serves_it()
    {
        using var model = Compiled();
        Predictor predictor = model.CreatePredictor();
        float[] sample = new float[8];
        Exception? refused = null;
        float[] predicted = [];
        var callback = new LambdaCallback
        {
            BatchEnd = (_, _) =>
            {
                var other = new Thread(() =>
                {
                    refused = Record.Exception(() => model.Evaluate(Digits.Clusters(10)));
                    predicted = predictor.Predict(sample).ToArray();
                });
                other.Start();
                other.Join();
            },
        };
        model.Fit(Digits.Clusters(10), callbacks: [callback], verbose: 0);
        Assert.Equal(
            "Evaluate was called while Fit is running on the same model. Wait for it, or predict with model.CreatePredictor(), which "
                + "shares the weights and owns its values.",
            Assert.IsType<InvalidOperationException>(refused).Message);
        Assert.Equal([.25f, .25f, .25f, .25f], predicted);
    }

    [Fact]
    public void Many_samples_are_predicted_in_chunks_as_one_by_one()
    {
        using var model = Compiled();
        Dataset data = Digits.Clusters(7);
        float[] all = [.. Enumerable.Range(0, 7).SelectMany(i => data.Sample(i).ToArray())];
        float[] expected = [.. Enumerable.Range(0, 7).SelectMany(i => model.Predict(data.Sample(i)).ToArray())];
        var destination = new float[7 * 4];
        model.Predict(all, destination, batchSize: 3);
        Assert.Equal(expected, destination);
        Assert.Equal(expected, model.Predict(all, batchSize: 3));
        Assert.Equal(expected, model.Predict(data, batchSize: 2));
        Assert.Equal(expected, model.CreatePredictor().Predict(data));
    }

    internal static LinearModel Compiled(double rate = 0.1)
    {
        var model = new LinearModel(8, 4);
        model.Compile(new SGD(rate), Loss.CategoricalCrossentropy, Metric.Accuracy);
        return model;
    }
}
