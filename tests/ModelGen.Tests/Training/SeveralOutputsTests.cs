using ModelGen.Data;
using ModelGen.Kernels;
using ModelGen.Tests.Contract;
using Xunit;

namespace ModelGen.Tests;

/// <summary>Training with a loss for each output.</summary>
public sealed class SeveralOutputsTests : TemporaryFolder
{
    private const int Samples = 50, Size = 16;

    // Weights of one output, a loss that counts less, a short last batch; the heads beside each other, one behind the other, and with
    // regularizers, which interrupt slices.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Fit_TrainOnBatch_and_the_loop_by_hand_give_the_same_bits_on_any_number_of_threads(int number)
    {
        Dataset data = TwoHeads.Data(Samples, [.. Enumerable.Range(0, Samples).Select(i => (i % 5) / 2f)]);
        using Model byHand = TwoHeads.Make(number, new CpuDevice(1)), inOneCall = TwoHeads.Make(number, new CpuDevice(3)),
            fitted = TwoHeads.Make(number, new CpuDevice(2));
        foreach (Model model in (Model[])[byHand, inOneCall, fitted]) { model.Compile(oddWeight: 0.25); }
        for (int epoch = 0; epoch < 3; epoch++)
        {
            foreach (Batch batch in data.Batches(Size, shuffleSeed: 1, epoch))
            {
                byHand.ForwardInputs(batch.Inputs());
                float expected = byHand.BackwardOutputs(batch.Labels(), batch.Weights(), new Loss?[2]);
                byHand.Optimizer.Step(byHand);
                Assert.Equal(expected, (float)inOneCall.TrainOnInputs(batch.Inputs(), batch.Labels(), batch.Weights()));
            }
        }

        fitted.Fit(data, epochs: 3, batchSize: Size, verbose: 0);
        Assert.Equal(byHand.Values(), inOneCall.Values());
        Assert.Equal(byHand.Values(), fitted.Values());
    }

    [Fact]
    public void The_history_has_the_names_and_the_evaluation_the_numbers_that_Keras_gives()
    {
        Dataset data = TwoHeads.Data(Samples, [.. Enumerable.Range(0, Samples).Select(i => (i % 3) / 2f)]);
        using Model model = TwoHeads.Make();
        model.Compile(oddWeight: 0.25);
        History history = model.Fit(data, epochs: 2, validationSplit: 0.2, verbose: 0);
        Assert.Equal(["digit_accuracy", "digit_loss", "loss", "odd_loss", "odd_mae", "val_digit_accuracy", "val_digit_loss", "val_loss",
            "val_odd_loss", "val_odd_mae"], history.Names);

        // By hand, from the outputs: losses without their weights, of which the model's is the weighted sum.
        Evaluation measured = model.Evaluate(data, batchSize: 7);
        IReadOnlyDictionary<string, float[]> outputs = model.PredictByName(data);
        int[] digits = data.LabelsOf("digit").Classes.ToArray();
        float[] odd = data.LabelsOf("odd").Values.ToArray(), weights = data.SampleWeightsOf("odd").ToArray();
        double digitLoss = digits.Select((digit, i) => -Math.Log(outputs["digit"][(i * 4) + digit])).Average();
        double[] errors = [.. odd.Select((y, i) => (double)outputs["odd"][i] - y)];
        double oddLoss = errors.Select((error, i) => weights[i] * error * error).Average();
        Assert.Equal(digitLoss, measured["digit_loss"], 1e-5);
        Assert.Equal(oddLoss, measured["odd_loss"], 1e-6);
        Assert.Equal(digitLoss + (0.25 * oddLoss), measured.Loss, 1e-5);
        Assert.Equal(errors.Select((error, i) => weights[i] * Math.Abs(error)).Sum() / weights.Sum(), measured["odd_mae"], 1e-6);
        int right = digits.Where((digit, i) => outputs["digit"][(i * 4)..((i + 1) * 4)].Max() == outputs["digit"][(i * 4) + digit]).Count();
        Assert.Equal((double)right / Samples, measured["digit_accuracy"], 1e-9);
        Assert.Throws<KeyNotFoundException>(() => measured["odd_accuracy"]);
        Assert.Equal("There is no accuracy of the model, but of its outputs: write evaluation[\"digit_accuracy\"].",
            Assert.Throws<InvalidOperationException>(() => measured.Accuracy).Message);
    }

    [Fact]
    public void One_loss_and_the_same_metrics_serve_all_outputs()
    {
        using Model model = TwoHeads.Make();
        Dataset data = TwoHeads.Data(Samples);
        data = Dataset.From(
            [("image", new Samples(data.InputColumns[0].Values, 8)), ("meta", data.InputColumns[1].Values)],
            [("digit", new float[Samples * 4]), ("odd", data.LabelsOf("odd"))]);
        model.Compile("sgd", "mse", "mae");
        Evaluation all = model.Evaluate(data);
        model.Compile("sgd", "mse", lossWeights: new() { ["odd"] = 0 }, metrics: ["mae"]);
        Evaluation one = model.Evaluate(data);
        Assert.Equal(["digit_loss", "digit_mae", "loss", "odd_loss", "odd_mae"], all.Names);
        Assert.Equal(all["digit_loss"] + all["odd_loss"], all.Loss, 1e-6);
        Assert.Equal(all["digit_loss"], one.Loss, 1e-6);
        Assert.Equal(all.Names, one.Names);
        Assert.Equal(all["odd_mae"], one["odd_mae"]);
        model.Compile("sgd", "mse", metrics: new() { ["odd"] = ["mae"] });
        Evaluation some = model.Evaluate(data);
        Assert.Equal(["digit_loss", "loss", "odd_loss", "odd_mae"], some.Names);
        Assert.Equal(all["odd_mae"], some["odd_mae"]);
        model.Compile("sgd", "mse", metrics: ["mae"], weightedMetrics: new() { ["odd"] = ["mae"] });
        Assert.Equal(all["odd_mae"], model.Evaluate(data)["odd_weighted_mae"]);
        model.Compile("sgd", "mse", lossWeights: null, metrics: ["mae"]);
        Assert.Equal(all.Loss, model.Evaluate(data).Loss);
    }

    [Fact]
    public void What_does_not_fit_an_output_is_said_of_it()
    {
        using Model model = TwoHeads.Make();
        Dataset data = TwoHeads.Data(Samples);
        Says("Loss.SparseCategoricalCrossentropy needs at least 2 classes, but the output odd of layer ",
            () => model.Compile("sgd", "sparse_categorical_crossentropy"));
        Says("lossWeights has \"odd\", but that output has no loss. Give it one: losses: new() { [\"odd\"] = ",
            () => model.Compile("sgd", losses: new() { ["digit"] = "mse" }, lossWeights: new() { ["odd"] = 2 }));
        Says("Backward needs a loss. Write model.Backward(..., digitLoss: Loss.CategoricalCrossentropy), or give losses to model.Compile",
            () => HandBackward(model, data));
        model.Compile("sgd", losses: new() { ["digit"] = "sparse_categorical_crossentropy" });
        Says("classWeights has \"odd\", but that output has no loss.",
            () => model.Fit(data, classWeights: new() { ["odd"] = new() { [0] = 2 } }, verbose: 0));
        model.Compile("sgd", "mse", metrics: ["accuracy"]);
        Dataset regression = Dataset.From([("image", new Samples(new float[80], 8)), ("meta", new float[50])],
            [("digit", new float[40]), ("odd", (float[])[.. Enumerable.Range(0, 10).Select(i => i / 7f - 1)])]);
        Says("A target of odd of sample 0 is -1, but the metric accuracy needs 0 ", () => model.Fit(regression, verbose: 0));
        Says("To measure other outputs only, write metrics: new() { [\"output\"] = [\"accuracy\"] }.",
            () => model.Fit(regression, verbose: 0));
        model.Compile(oddWeight: 1);
        Says("but the labels of digit are dense targets.", () => model.Fit(regression, verbose: 0));
        Says("The targets of digit are 10 x 2 x 2, but model0 needs samples x 4.", () => model.Fit(Dataset.From(
            [("image", new float[80]), ("meta", new float[50])],
            [("digit", new Samples(new float[40], 2, 2)), ("odd", new float[10])]), verbose: 0));
    }

    // The loss of the first output writes a gradient that nobody reads, while other slices are on their way back.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_loss_whose_gradient_goes_nowhere_disturbs_nobody(int threads)
    {
        CompiledModels compiled = StackCompiler.CompileStacks(
            "[Input(784)] [ReLU] [Output(\"scaled\")] [Dense(512, ReLU)] [Dense(10)] [Output(\"digit\")]");
        Model Make(int count) => compiled.Create("Model0", new CpuDevice(count), seed: 1);
        using Model joined = Make(threads), byHand = Make(1);
        joined.Compile("sgd", "mse");
        byHand.Compile("sgd", "mse");
        var random = new Random(2);
        for (int step = 0; step < 10; step++)
        {
            float[] x = Numbers.Random(random, 32 * 784);
            Labels[] labels = [Numbers.Random(random, 32 * 784), Numbers.Random(random, 32 * 10)];
            joined.TrainOnInputs(new FloatSpans(x), labels, default);
            byHand.ForwardInputs(new FloatSpans(x));
            byHand.OutputOf(0).ToArray(); // whoever asks for outputs makes slices run, and the losses come after them
            byHand.BackwardOutputs(labels, default, [null, null]);
            byHand.Optimizer.Step(byHand);
        }

        Assert.Equal(byHand.Values(), joined.Values());
    }

    [Fact]
    public void What_an_output_without_a_loss_is_given_is_not_looked_at()
    {
        using Model model = TwoHeads.Make();
        model.Compile("sgd", losses: new() { ["digit"] = "sparse_categorical_crossentropy" });
        Dataset data = TwoHeads.Data(Samples);
        Batch batch = data.Batches(10).First();
        float loss = model.TrainOnInputs(batch.Inputs(), [batch.LabelsOf("digit"), new float[999]], new([], new float[77]));
        Assert.True(loss > 0);
        model.Compile("sgd", losses: new() { ["odd"] = "mse" }, metrics: new() { ["digit"] = ["accuracy"] });
        Dataset wrong = Dataset.From([("image", data.InputColumns[0].Values), ("meta", data.InputColumns[1].Values)],
            [("digit", (int[])[.. Enumerable.Repeat(4, Samples)]), ("odd", data.LabelsOf("odd"))]);
        Says("The label of sample 0 is 4, but the output digit of layer ", () => model.Fit(wrong, verbose: 0));
        model.Fit(data, classWeights: [], verbose: 0);
    }

    [Fact]
    public void The_loss_of_a_batch_has_those_of_its_outputs()
    {
        using Model model = TwoHeads.Make();
        model.Compile(oddWeight: 0.5);
        Dataset data = TwoHeads.Data(Samples);
        Evaluation measured = model.Evaluate(data, batchSize: Samples);
        Batch batch = data.Batches(Samples).First();
        BatchLoss loss = model.TrainOnInputs(batch.Inputs(), batch.Labels(), batch.Weights());
        Assert.Equal(measured["digit_loss"], loss["digit"], 1e-6);
        Assert.Equal(measured["odd_loss"], loss["odd"], 1e-6);
        Assert.Equal(loss["digit"] + (0.5 * loss["odd"]), loss, 1e-6);
        Says("loss has \"even\", but model0 has the outputs digit, odd.", () => _ = loss["even"]);
        model.TrainOnInputs(batch.Inputs(), batch.Labels(), batch.Weights());
        Says("A later batch has overwritten this loss.", () => _ = loss["odd"]);
    }

    private static void HandBackward(Model model, Dataset data)
    {
        Batch batch = data.Batches(10).First();
        model.ForwardInputs(batch.Inputs());
        model.BackwardOutputs(batch.Labels(), batch.Weights(), [null, null]);
    }

    private static void Says(string part, Action action) =>
        Assert.Contains(part, Assert.ThrowsAny<Exception>(action).Message, StringComparison.Ordinal);

    [Fact]
    public void A_regularizer_counts_once_and_in_no_output()
    {
        using Model model = TwoHeads.Make(2);
        model.Compile(oddWeight: 0.5);
        Dataset data = TwoHeads.Data(Samples);
        Evaluation measured = model.Evaluate(data, batchSize: 9);
        float[] outputs = model.PredictByName(data)["digit"];
        Parameter kernel = model.Parameters.Single(parameter => parameter.Shape[^1] == 4 && parameter.Shape.Count == 2);
        double regularization = (0.01 * kernel.ToArray().Sum(w => (double)w * w)) + (0.1 * outputs.Sum(y => (double)y * y) / Samples);
        Assert.Equal(measured["digit_loss"] + (0.5 * measured["odd_loss"]) + regularization, measured.Loss, 1e-5);
    }

    [Fact]
    public void A_loss_that_is_not_finite_in_one_output_spares_all_parameters()
    {
        Dataset good = TwoHeads.Data(Samples);
        float[] odd = good.LabelsOf("odd").Values.ToArray(), images = good.InputColumns[0].Values.ToArray();
        images[37 * 8] = float.NaN;
        using Model model = TwoHeads.Make();
        model.Compile(oddWeight: 0.5);
        Dataset bad = Dataset.From([("image", images), ("meta", good.InputColumns[1].Values)],
            [("digit", good.LabelsOf("digit")), ("odd", odd)]);
        float[] before = model.Values();
        var fault = Assert.Throws<NonFiniteLossException>(() => model.Fit(bad, batchSize: Samples, shuffle: false, verbose: 0));
        Assert.Equal((0, 0), (fault.Epoch, fault.Step));
        Assert.Equal(before, model.Values());
        odd[3] = float.MaxValue; // an error whose square is no float
        Dataset large = Dataset.From([("image", good.InputColumns[0].Values), ("meta", good.InputColumns[1].Values)],
            [("digit", good.LabelsOf("digit")), ("odd", odd)]);
        fault = Assert.Throws<NonFiniteLossException>(() => model.Fit(large, batchSize: Samples, shuffle: false, verbose: 0));
        Assert.Contains("the output odd", fault.Message);
        Assert.Equal(before, model.Values());
        model.Fit(good, verbose: 0);
        Assert.NotEqual(before, model.Values());
    }

    [Fact]
    public void An_output_without_a_loss_needs_no_labels_and_is_not_trained()
    {
        using Model model = TwoHeads.Make(), both = TwoHeads.Make();
        Dataset data = TwoHeads.Data(Samples);
        model.Compile(new SGD(0.1), losses: new() { ["digit"] = "sparse_categorical_crossentropy" });
        both.Compile(new SGD(0.1), losses: new() { ["digit"] = "sparse_categorical_crossentropy", ["odd"] = "mse" },
            lossWeights: new() { ["odd"] = 0 });
        Dataset digits = Dataset.From([("image", data.InputColumns[0].Values), ("meta", data.InputColumns[1].Values)],
            [("digit", data.LabelsOf("digit"))]);
        History history = model.Fit(digits, epochs: 2, verbose: 0);
        both.Fit(data, epochs: 2, verbose: 0);
        Assert.Equal(["loss"], history.Names);
        Assert.Equal(both.Values(), model.Values());
    }

    [Fact]
    public void Class_weights_by_output_are_weights_of_samples_there()
    {
        Dataset data = TwoHeads.Data(Samples);
        using Model byClass = TwoHeads.Make(), bySample = TwoHeads.Make();
        byClass.Compile(oddWeight: 0.5);
        bySample.Compile(oddWeight: 0.5);
        byClass.Fit(data, classWeights: new() { ["digit"] = new() { [1] = 3, [2] = 0.5 } }, epochs: 2, verbose: 0);
        float[] weights = [.. data.LabelsOf("digit").Classes.ToArray().Select(digit => digit switch { 1 => 3f, 2 => 0.5f, _ => 1f })];
        bySample.Fit(data.WithSampleWeight("digit", weights), epochs: 2, verbose: 0);
        Assert.Equal(bySample.Values(), byClass.Values());
        Assert.StartsWith("classWeight is given for no output in particular, but the model has several. Name it: classWeights: new() "
            + "{ [\"digit\"] =", Assert.Throws<ArgumentException>(
                () => byClass.Fit(data, classWeight: new Dictionary<int, double> { [0] = 2 }, verbose: 0)).Message);
        Assert.StartsWith("classWeights has \"digits\", but model0 has the outputs digit, odd.", Assert.Throws<ArgumentException>(
            () => byClass.Fit(data, classWeights: new() { ["digits"] = [] }, verbose: 0)).Message);
    }

    [Fact]
    public void Weights_without_a_name_count_for_all_outputs()
    {
        Dataset data = TwoHeads.Data(Samples);
        float[] weights = [.. Enumerable.Range(0, Samples).Select(i => i % 2)];
        using Model one = TwoHeads.Make(), each = TwoHeads.Make();
        one.Compile(oddWeight: 0.5);
        each.Compile(oddWeight: 0.5);
        one.Fit(data, sampleWeight: weights, verbose: 0);
        each.Fit(data.WithSampleWeight("digit", weights).WithSampleWeight("odd", weights), verbose: 0);
        Assert.Equal(each.Values(), one.Values());
    }

    [Fact]
    public void Callbacks_watch_the_numbers_of_one_output_and_see_the_outputs_by_name()
    {
        using Model model = TwoHeads.Make();
        model.Compile(oddWeight: 0.5);
        Dataset data = TwoHeads.Data(Samples);
        var stopping = new EarlyStopping("val_digit_accuracy", patience: 0, minDelta: 1); // larger is better, and never better by so much
        History history = model.Fit(data, epochs: 9, validationSplit: 0.2, callbacks: [stopping], verbose: 0);
        Assert.Equal(2, history.Epochs);
        var seen = new Outputs();
        model.PredictByName(data, batchSize: 30, callbacks: [seen]);
        Assert.Equal(["0 digit 120", "0 odd 30", "1 digit 80", "1 odd 20"], seen.Told);
    }

    private sealed class Outputs : Callback
    {
        public List<string> Told { get; } = [];

        public override void OnPredictBatchEnd(int batch, string output, ReadOnlySpan<float> outputs) =>
            Told.Add($"{batch} {output} {outputs.Length}");
    }

    [Fact]
    public void A_training_that_was_broken_off_goes_on_with_the_same_bits()
    {
        Dataset data = TwoHeads.Data(Samples);
        using Model whole = TwoHeads.Make(), broken = TwoHeads.Make();
        whole.Compile(oddWeight: 0.5);
        broken.Compile(oddWeight: 0.5);
        History expected = whole.Fit(data, epochs: 4, batchSize: Size, validationSplit: 0.2, verbose: 0);
        int steps = 0;
        var breaking = new LambdaCallback { BatchEnd = (_, _) => { if (++steps == 5) { throw new OperationCanceledException(); } } };
        Callback[] Callbacks(Callback other) => [new BackupAndRestore(At("backup"), saveFreq: 1), other];
        Assert.Throws<OperationCanceledException>(
            () => broken.Fit(data, epochs: 4, batchSize: Size, validationSplit: 0.2, callbacks: Callbacks(breaking), verbose: 0));
        using Model resumed = TwoHeads.Make(seed: 99);
        resumed.Compile(oddWeight: 0.5);
        History history = resumed.Fit(
            data, epochs: 4, batchSize: Size, validationSplit: 0.2, callbacks: Callbacks(new LambdaCallback()), verbose: 0);
        Assert.Equal(whole.Values(), resumed.Values());
        Assert.Equal(expected.ToString(), history.ToString());
    }
}
