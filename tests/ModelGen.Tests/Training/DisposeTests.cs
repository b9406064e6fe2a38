using System.Reflection;
using ModelGen.Data;
using Xunit;

namespace ModelGen.Tests;

/// <summary>A life ends between two steps: not from inside a call, not under another thread's step, and for good.</summary>
public class DisposeTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);
    private static readonly Dataset s_data = Digits.Clusters(30);

    [Fact]
    public void A_callback_may_not_dispose_the_model_whose_call_it_is_part_of()
    {
        using LinearModel model = FitTests.Compiled(), other = FitTests.Compiled();
        var hooks = new Everywhere(static model => model.Dispose());
        model.Fit(s_data, epochs: 2, batchSize: 10, validationData: s_data, callbacks: [hooks], verbose: 0);
        AssertRefused("Fit");
        model.Evaluate(s_data, callbacks: [hooks]);
        AssertRefused("Evaluate");
        model.Predict(s_data, callbacks: [hooks]);
        AssertRefused("Predict");

        // Nothing has happened.
        other.Fit(s_data, epochs: 2, batchSize: 10, validationData: s_data, verbose: 0);
        Assert.Equal(other.GetWeights(), model.GetWeights());

        void AssertRefused(string call)
        {
            Assert.NotEmpty(hooks.Thrown);
            Assert.All(hooks.Thrown, thrown => Assert.Equal(
                $"Dispose was called while {call} is running on the same model. Dispose it when {call} has returned. A callback may set "
                    + "StopTraining to end Fit.",
                Assert.IsType<InvalidOperationException>(thrown).Message));
            hooks.Thrown.Clear();
        }
    }

    [Fact]
    public void A_callback_of_one_model_may_dispose_another()
    {
        using var model = FitTests.Compiled();
        var other = FitTests.Compiled();
        model.Fit(s_data, callbacks: [new LambdaCallback { BatchEnd = (_, _) => other.Dispose() }], verbose: 0);
        Assert.Throws<ObjectDisposedException>(() => other.Predict(s_data));
    }

    // While a callback runs, nothing works on the model; and whoever disposes it may be waited for.
    [Fact]
    public void Another_thread_may_dispose_the_model_while_a_callback_waits_for_it()
    {
        var model = FitTests.Compiled();
        Exception? inCallback = null;
        var callback = new LambdaCallback
        {
            BatchEnd = (_, _) =>
            {
                Assert.True(Task.Run(model.Dispose).Wait(s_limit));
                inCallback = Record.Exception(() => model.GetWeights());
            },
        };
        AssertStopped("Fit", () => model.Fit(s_data, epochs: 3, callbacks: [callback], verbose: 0));
        Assert.IsType<ObjectDisposedException>(inCallback);
    }

    [Fact]
    public void What_a_callback_throws_is_what_the_caller_gets_though_the_model_is_gone()
    {
        var model = FitTests.Compiled();
        var callback = new LambdaCallback
        {
            BatchEnd = (_, _) =>
            {
                Task.Run(model.Dispose).Wait(s_limit);
                throw new FormatException();
            },
        };
        Assert.Throws<FormatException>(() => model.Fit(s_data, callbacks: [callback], verbose: 0));
    }

    public static TheoryData<string> LongCalls => [.. s_longCalls.Keys];

    private static readonly Dataset s_long = Digits.Clusters(400_000);
    private static readonly Dictionary<string, Action<Model>> s_longCalls = new()
    {
        ["Fit"] = static model => model.Fit(s_data, epochs: int.MaxValue, verbose: 0),
        ["Evaluate"] = static model => { while (true) { model.Evaluate(s_long, batchSize: 1); } },
        ["Predict"] = static model => { while (true) { model.Predict(s_long, batchSize: 1); } },
        ["Predict, many"] = static model =>
        {
            while (true) { model.Predict(s_long.InputColumns[0].Range(0, s_long.Count), batchSize: 1); }
        },
        ["Predict, a predictor's"] = static model =>
        {
            Predictor predictor = model.CreatePredictor();
            while (true) { predictor.Predict(s_long, batchSize: 1); }
        },
        ["Predict, a predictor's, many"] = static model =>
        {
            Predictor predictor = model.CreatePredictor();
            while (true) { predictor.Predict(s_long.InputColumns[0].Range(0, s_long.Count), batchSize: 1); }
        },
        ["TrainOnBatch"] = static model => { while (true) { model.TrainOnBatch(s_data.Sample(0), s_data.Labels.Slice(0, 1)); } },
    };

    [Theory]
    [MemberData(nameof(LongCalls))]
    public async Task Disposing_from_another_thread_waits_for_the_running_step_only(string call)
    {
        var model = FitTests.Compiled();
        Task<Exception?> running = Task.Factory.StartNew(() => Record.Exception(() => s_longCalls[call](model)),
            TaskCreationOptions.LongRunning);
        Thread.Sleep(30);
        await Task.Run(model.Dispose).WaitAsync(s_limit);
        Assert.IsType<ObjectDisposedException>(await running.WaitAsync(s_limit));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)] // by slices, on all threads
    public async Task A_model_may_be_disposed_under_many_predictors(int batch)
    {
        float[] samples = new float[batch * 28 * 28];
        for (int round = 0; round < Extent.Pick(brief: 5, full: 100); round++)
        {
            var model = new HandWrittenCnn(new CpuDevice(2), seed: 1);
            float[] expected = model.Predict(samples, batch);
            Predictor[] predictors = [.. Enumerable.Range(0, 4).Select(_ => model.CreatePredictor())];
            using var begun = new CountdownEvent(predictors.Length);
            Task[] running = [.. predictors.Select(predictor => Task.Factory.StartNew(() => Until<ObjectDisposedException>(times =>
            {
                Assert.Equal(expected, predictor.Predict(samples, batch));
                if (times == 0) { begun.Signal(); }
            }), TaskCreationOptions.LongRunning))];
            Assert.True(begun.Wait(s_limit));
            predictors[0].Dispose();
            await Task.WhenAll(Task.Run(model.Dispose), Task.Run(predictors[1].Dispose), Task.Run(model.Dispose)).WaitAsync(s_limit);
            await Task.WhenAll(running).WaitAsync(s_limit);
        }
    }

    [Fact]
    public async Task A_predictor_may_be_disposed_under_its_prediction_and_leaves_the_model_alone()
    {
        using var model = FitTests.Compiled();
        Predictor predictor = model.CreatePredictor();
        Task<Exception?> running = Task.Run(() => Record.Exception(() => Until<FormatException>(_ => predictor.Predict(s_long))));
        Thread.Sleep(10);
        predictor.Dispose();
        Assert.IsType<ObjectDisposedException>(await running.WaitAsync(s_limit));
        predictor.Dispose();
        Assert.Throws<ObjectDisposedException>(() => predictor.Predict(new float[8]));
        Assert.Equal([.25f, .25f, .25f, .25f], model.Predict(new float[8]));
    }

    [Fact]
    public async Task Predictors_made_while_the_model_is_disposed_are_refused_or_end_with_it()
    {
        for (int round = 0; round < Extent.Pick(brief: 20, full: 500); round++)
        {
            var model = FitTests.Compiled();
            List<Predictor>[] made = [[], [], []];
            Task[] making = [
                .. made.Select(list => Task.Run(() => Until<ObjectDisposedException>(_ => list.Add(model.CreatePredictor()))))];
            Thread.Sleep(1);
            model.Dispose();
            await Task.WhenAll(making).WaitAsync(s_limit);
            foreach (Predictor predictor in made.SelectMany(list => list))
            {
                Assert.Throws<ObjectDisposedException>(() => predictor.Predict(new float[8]));
            }
        }
    }

    // Everything a user may call, by the name of the member, on a model that has been disposed.
    [Fact]
    public void Everything_else_throws_afterwards()
    {
        LinearModel model = FitTests.Compiled();
        using LinearModel other = FitTests.Compiled();
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        float[] inputs = s_data.InputColumns[0].Range(0, 30).ToArray();
        Optimizer optimizer = model.Optimizer;
        Parameter parameter = model.Parameters[0];
        Predictor predictor = model.CreatePredictor();
        PredictorPool pool = model.CreatePredictorPool();
        BatchLoss loss = model.TrainOnBatch(inputs, s_data.Labels);
        Dictionary<string, Action> calls = new()
        {
            ["Model.Compile"] = () => model.Compile(),
            ["Model.Compile, weighted"] = () => model.Compile("sgd", "mse", [], []),
            ["Model.Fit"] = () => model.Fit(s_data, verbose: 0),
            ["Model.Fit, arrays"] = () => model.Fit(inputs, s_data.Labels, verbose: 0),
            ["Model.Evaluate"] = () => model.Evaluate(s_data),
            ["Model.Evaluate, arrays"] = () => model.Evaluate(inputs, s_data.Labels),
            ["Model.Predict, one"] = () => model.Predict(s_data.Sample(0)),
            ["Model.Predict, many"] = () => model.Predict(inputs, batchSize: 4),
            ["Model.Predict, span"] = () => model.Predict(inputs, new float[120], batchSize: 4),
            ["Model.Predict, data"] = () => model.Predict(s_data),
            ["Model.PredictByName"] = () => model.PredictByName(s_data),
            ["Model.PredictView"] = () => model.PredictView(s_data.Sample(0)),
            ["Model.Classify"] = () => model.Classify(s_data.Sample(0)),
            ["Model.Forward"] = () => model.Forward(inputs),
            ["Model.Backward"] = () => model.Backward(s_data.Labels),
            ["Model.BackwardFrom"] = () => model.BackwardFrom(new float[120]),
            ["Model.TrainOnBatch"] = () => model.TrainOnBatch(inputs, s_data.Labels),
            ["Model.GetWeights"] = () => model.GetWeights(),
            ["Model.SetWeights"] = () => model.SetWeights([new float[32]]),
            ["Model.SaveWeights"] = () => model.SaveWeights(file),
            ["Model.LoadWeights"] = () => model.LoadWeights(file),
            ["Model.CopyWeightsFrom"] = () => model.CopyWeightsFrom(other),
            ["Model.Freeze"] = () => model.Freeze(),
            ["Model.Unfreeze"] = () => model.Unfreeze(),
            ["Model.InputGradient, of the last pass"] = () => model.InputGradient(),
            ["Model.InputGradient, of a loss"] = () => model.InputGradient(inputs, s_data.Labels),
            ["Model.CopyInputGradientTo"] = () => model.CopyInputGradientTo(inputs),
            ["Model.InputGradientFrom"] = () => model.InputGradientFrom(inputs, new float[120]),
            ["Model.InputGradients"] = () => model.InputGradients(s_data),
            ["Model.InputGradientsFrom"] = () => model.InputGradientsFrom(s_data, []),
            ["Model.Profile"] = () => model.Profile(),
            ["Model.SaveCheckpoint"] = () => model.SaveCheckpoint(file),
            ["Model.LoadCheckpoint"] = () => model.LoadCheckpoint(file),
            ["Model.CreatePredictor"] = () => model.CreatePredictor(),
            ["Model.CreatePredictorPool"] = () => model.CreatePredictorPool(),
            ["Predictor.Classify"] = () => predictor.Classify(s_data.Sample(0)),
            ["Predictor.Predict, one"] = () => predictor.Predict(s_data.Sample(0)),
            ["Predictor.Predict, many"] = () => predictor.Predict(inputs, batchSize: 4),
            ["Predictor.Predict, span"] = () => predictor.Predict(inputs, new float[120], batchSize: 4),
            ["Predictor.Predict, data"] = () => predictor.Predict(s_data),
            ["Predictor.PredictByName"] = () => predictor.PredictByName(s_data),
            ["Predictor.PredictView"] = () => predictor.PredictView(s_data.Sample(0)),
            ["PredictorPool.Predict, one"] = () => pool.Predict(s_data.Sample(0)),
            ["PredictorPool.Predict, many"] = () => pool.Predict(inputs, batchSize: 4),
            ["PredictorPool.Predict, span"] = () => pool.Predict(inputs, new float[120], batchSize: 4),
            ["PredictorPool.Predict, data"] = () => pool.Predict(s_data),
            ["PredictorPool.PredictByName"] = () => pool.PredictByName(s_data),
            ["PredictorPool.Rent"] = () => pool.Rent(),
            ["Parameter.ToArray"] = () => parameter.ToArray(),
            ["Parameter.CopyTo"] = () => parameter.CopyTo(new float[32]),
            ["Parameter.Set"] = () => parameter.Set(new float[32]),
            ["Parameter.GradientToArray"] = () => parameter.GradientToArray(),
            ["Parameter.CopyGradientTo"] = () => parameter.CopyGradientTo(new float[32]),
            ["Optimizer.Step"] = () => optimizer.Step(model),
            ["Optimizer.FinalizeVariableValues"] = () => optimizer.FinalizeVariableValues(model),
            ["BatchLoss.get_Value"] = () => _ = loss.Value,
        };

        // What does not touch the model's memory.
        string[] harmless =
            ["GetSummary", "PrintSummary", "ToDot", "ToSvg", "Dispose", "ExcludeFromWeightDecay", "ToString", "Equals", "GetHashCode",
                "Outputs"];
        const BindingFlags declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        IEnumerable<string> members =
            new[] { typeof(Model), typeof(ParameterStore), typeof(Predictor), typeof(PredictorPool), typeof(Parameter), typeof(Optimizer) }
            .SelectMany(type => type.GetMethods(declared)).Where(method => !method.IsSpecialName && !harmless.Contains(method.Name))
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}");
        Assert.Empty(members.Distinct().Except(calls.Keys.Select(name => name.Split(',')[0])));

        model.Dispose();
        model.Dispose();
        Assert.All(calls, call => Assert.Throws<ObjectDisposedException>(call.Value));
        Assert.False(File.Exists(file));

        // What was handed out stays readable.
        predictor.Dispose();
        pool.Dispose();
        Assert.Equal(32, parameter.Count);
    }

    private static void AssertStopped(string call, Action action) =>
        Assert.Equal($"LinearModel was disposed while {call} was running.",
            Assert.Throws<ObjectDisposedException>(action).Message.Split('\n')[0]);

    private static void Until<T>(Action<int> action) where T : Exception
    {
        try
        {
            for (int times = 0; ; times++) { action(times); }
        }
        catch (T) { }
    }

    /// <summary>Does the same whenever it is called, and keeps what that throws.</summary>
    private sealed class Everywhere(Action<Model> action) : Callback
    {
        public List<Exception?> Thrown { get; } = [];

        private void Try() => Thrown.Add(Record.Exception(() => action(Model)));

        public override void OnTrainBegin() => Try();

        public override void OnTrainEnd() => Try();

        public override void OnEpochBegin(int epoch) => Try();

        public override void OnEpochEnd(int epoch, Logs logs) => Try();

        public override void OnTrainBatchBegin(int batch) => Try();

        public override void OnTrainBatchEnd(int batch, Logs logs) => Try();

        public override void OnTestBegin() => Try();

        public override void OnTestEnd(Logs logs) => Try();

        public override void OnTestBatchBegin(int batch) => Try();

        public override void OnTestBatchEnd(int batch, Logs logs) => Try();

        public override void OnPredictBegin() => Try();

        public override void OnPredictEnd() => Try();

        public override void OnPredictBatchBegin(int batch) => Try();

        public override void OnPredictBatchEnd(int batch, ReadOnlySpan<float> outputs) => Try();
    }
}
