using ModelGen.Data;
using ModelGen.Kernels;

namespace ModelGen;

/// <content>Training.</content>
public abstract partial class Model
{
    /// <summary>
    /// What the last <c>Fit</c> has measured so far, also while it runs, and where it ended with an exception: the epochs that were
    /// finished are not lost then.
    /// </summary>
    /// <exception cref="InvalidOperationException"><c>Fit</c> has not trained the model yet.</exception>
    public History History
    {
        get => field ?? throw new InvalidOperationException($"{Definition.Name} has no history yet. Call model.Fit first.");
        internal set;
    }

    /// <summary>
    /// Trains. Each epoch goes over all samples once in batches; the last batch may be smaller. The loss and the metrics of an epoch are
    /// means over its samples, on the predictions made in training mode before each update.
    /// </summary>
    /// <remarks>Where it ends with an exception, <see cref="History"/> holds the epochs that were finished.</remarks>
    /// <param name="data">The samples and their labels.</param>
    /// <param name="epochs">The epoch at which training ends: from <paramref name="initialEpoch"/> 0, how many times to go over the
    /// samples; 0 or more.</param>
    /// <param name="batchSize">Samples in a step; at least 1. With 1 each sample is learnt from by itself, with <c>data.Count</c> all of
    /// them together.</param>
    /// <param name="shuffle">
    /// Whether each pass over the samples has an order of its own: that of <c>data.Batches(batchSize, shuffleSeed: model.Seed, epoch:
    /// model.EpochsTrained)</c> at its beginning.
    /// </param>
    /// <param name="validationData">Evaluated after each epoch, in inference mode; its numbers have names that begin with
    /// <c>val_</c>.</param>
    /// <param name="validationSplit">Without <paramref name="validationData"/>: the fraction of the samples, at the end of the data and
    /// before any shuffling, to validate on instead of training; 0 or more, less than 1.</param>
    /// <param name="callbacks">Called while it trains.</param>
    /// <param name="verbose">0: prints nothing. 1: a progress bar in a terminal, elsewhere one line for each epoch. 2: Keras's line for
    /// each epoch, below its number.</param>
    /// <param name="classWeight">
    /// What the loss of a training sample counts, by its class: the index, or the place of the largest of its targets. A class that is
    /// missing counts 1. Not for validation, and not together with <paramref name="sampleWeight"/>.
    /// </param>
    /// <param name="sampleWeight">What the loss of each sample counts, instead of the weights that <paramref name="data"/> has; metrics do
    /// not heed it. Empty: no weights but these.</param>
    /// <param name="initialEpoch">The first epoch's number, for training that goes on: 0 or more. Where it is not below
    /// <paramref name="epochs"/>, nothing is trained.</param>
    /// <param name="stepsPerEpoch">
    /// Batches in an epoch; all of them where it is left out. The next epoch goes on where this one stopped. An epoch in which the samples
    /// run out ends there, with a warning, and the next one begins a new pass, as in Keras 3.
    /// </param>
    /// <param name="validationSteps">Batches to validate on, the same first ones each time; all of them where it is left out.</param>
    /// <param name="validationBatchSize">Samples that go through the model together in validation; <paramref name="batchSize"/> where it is
    /// left out.</param>
    /// <param name="validationFreq">Validates only after every so many epochs: 2 after the second, the fourth, ...; at least 1.</param>
    /// <param name="stopOnCtrlC">
    /// Whether Ctrl-C ends training in place of the program, where progress is shown on a console: after the step that is running, as
    /// <paramref name="cancellationToken"/> does, with a line that says so. Another Ctrl-C ends the program at once.
    /// </param>
    /// <param name="cancellationToken">Ends training after the step that is running; the history then holds the finished epochs and says
    /// <see cref="History.Cancelled"/>.</param>
    /// <returns>The loss and the metrics of each epoch.</returns>
    /// <exception cref="InvalidOperationException">The model was not compiled with a loss, the loss or a metric makes no sense for such
    /// labels, a callback asks for what can never be, or another call is running. Nothing has been changed then.</exception>
    /// <exception cref="ArgumentException">The data are empty, have another shape than the input, or labels that do not fit; or a number is
    /// outside its range. Nothing has been changed then.</exception>
    /// <exception cref="NonFiniteLossException">The loss became infinite or not a number, because of NaN in the data, say. The parameters
    /// are as before that step.</exception>
    /// <exception cref="NonFiniteUpdateException">Parameters would have become infinite or not a number, though the loss was finite. Those
    /// are as before that step.</exception>
    public History Fit(
        Dataset data,
        int epochs = 1,
        int batchSize = 32,
        bool shuffle = true,
        Dataset? validationData = null,
        double validationSplit = 0,
        IEnumerable<Callback>? callbacks = null,
        int verbose = 1,
        IReadOnlyDictionary<int, double>? classWeight = null,
        ReadOnlyMemory<float> sampleWeight = default,
        int initialEpoch = 0,
        int? stepsPerEpoch = null,
        int? validationSteps = null,
        int? validationBatchSize = null,
        int validationFreq = 1,
        bool stopOnCtrlC = true,
        CancellationToken cancellationToken = default) =>
        Fit(
            data, bound => ClassWeights.Of(bound, classWeight, _layouts), epochs, batchSize, shuffle, validationData, validationSplit,
            callbacks, verbose, sampleWeight, initialEpoch, stepsPerEpoch, validationSteps, validationBatchSize, validationFreq,
            stopOnCtrlC, cancellationToken);

    /// <summary>
    /// Trains a model with several outputs, whose classes have weights: <paramref name="classWeights"/> says what the loss of a training
    /// sample counts for an output, by its class there: <c>new() { ["digit"] = new() { [8] = 2 } }</c>. A class that is missing counts 1.
    /// Not for validation, and not together with weights of samples for that output.
    /// </summary>
    /// <inheritdoc cref="Fit(Dataset, int, int, bool, Dataset?, double, IEnumerable{Callback}?, int, IReadOnlyDictionary{int, double}?, ReadOnlyMemory{float}, int, int?, int?, int?, int, bool, CancellationToken)"/>
    public History Fit(
        Dataset data,
        Dictionary<string, Dictionary<int, double>> classWeights,
        int epochs = 1,
        int batchSize = 32,
        bool shuffle = true,
        Dataset? validationData = null,
        double validationSplit = 0,
        IEnumerable<Callback>? callbacks = null,
        int verbose = 1,
        ReadOnlyMemory<float> sampleWeight = default,
        int initialEpoch = 0,
        int? stepsPerEpoch = null,
        int? validationSteps = null,
        int? validationBatchSize = null,
        int validationFreq = 1,
        bool stopOnCtrlC = true,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(classWeights);
        Checks.AreOutputs(Definition, classWeights.Keys, nameof(classWeights));
        return Fit(
            data, bound => WeighClasses(bound, classWeights), epochs, batchSize, shuffle, validationData, validationSplit,
            callbacks, verbose, sampleWeight, initialEpoch, stepsPerEpoch, validationSteps, validationBatchSize, validationFreq,
            stopOnCtrlC, cancellationToken);
    }

    private Dataset WeighClasses(Dataset data, Dictionary<string, Dictionary<int, double>> classWeights)
    {
        Checks.HaveLosses(_objectives, classWeights.Keys, nameof(classWeights));
        return ClassWeights.Of(data, classWeights, _layouts);
    }

    private History Fit(
        Dataset data, Func<Dataset, Dataset> weighClasses, int epochs, int batchSize, bool shuffle, Dataset? validationData,
        double validationSplit, IEnumerable<Callback>? callbacks, int verbose, ReadOnlyMemory<float> sampleWeight, int initialEpoch,
        int? stepsPerEpoch, int? validationSteps, int? validationBatchSize, int validationFreq, bool stopOnCtrlC,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(data);
        Require.AtLeast(epochs, 0);
        Require.AtLeast(batchSize, 1);
        Require.FractionBelowOne(validationSplit);
        Require.AtLeast(initialEpoch, 0);
        Require.AtLeast(stepsPerEpoch ?? 1, 1, nameof(stepsPerEpoch));
        Require.AtLeast(validationSteps ?? 1, 1, nameof(validationSteps));
        Require.AtLeast(validationBatchSize ?? 1, 1, nameof(validationBatchSize));
        Require.AtLeast(validationFreq, 1);
        CheckVerbose(verbose);

        using CallGuard.Entry call = Enter("Fit");
        if (!sampleWeight.IsEmpty) { data = data.WithSampleWeight(sampleWeight); }
        CheckHasLoss("Fit");
        data = Bind(data, nameof(data));
        if (validationData is not null) { validationData = Bind(validationData, nameof(validationData)); }
        (SampleRange training, SampleRange? validation) = (SampleRange.All(data), null);
        if (validationData is not null) { validation = SampleRange.All(validationData); }
        else if (validationSplit > 0) { (training, validation) = SampleRange.Split(data, validationSplit); }
        training = training with { Data = weighClasses(data) };

        int steps = stepsPerEpoch ?? training.Steps(batchSize);
        string[] names = TrainingLossAndMetrics.Names();
        string[] validationNames = validation is null ? [] : TrainingLossAndMetrics.Names("val_");
        using var called = new CallbackList(this, callbacks, new CallbackParams(epochs, steps, verbose), [.. names, .. validationNames]);
        ProgressBar? progress = ProgressBar.For(verbose, epochs, steps);
        var plan = new FitPlan
        {
            Training = training,
            Validation = validation,
            Epochs = epochs,
            InitialEpoch = initialEpoch,
            BatchSize = batchSize,
            Steps = steps,
            ValidationSteps = validationSteps,
            ValidationBatchSize = validationBatchSize ?? batchSize,
            ValidationFreq = validationFreq,
            Shuffle = shuffle,
            Callbacks = called,
            Progress = progress,
            Cancellation = cancellationToken,
            StopsOnCtrlC = stopOnCtrlC && progress is { IsOnConsole: true },
        };
        called.Prepare(
            new LogNames(names), new LogNames([.. names, .. plan.Validates ? validationNames : []], plan.AdviceOnValidation));
        _forwardDone = false;
        return new FitLoop(this, plan).Run();
    }

    private static void CheckVerbose(int verbose)
    {
        if (verbose is < 0 or > 2)
        {
            throw new ArgumentOutOfRangeException(nameof(verbose), verbose,
                $"verbose is {verbose}; it is 0 (nothing), 1 (a progress bar) or 2 (a line for each epoch).");
        }
    }

    // The data in the order of the model's inputs and outputs, checked.
    private Dataset Bind(Dataset data, string argument)
    {
        Dataset bound = Checks.Bind(Definition, data, argument, output => _objectives[output].NeedsLabels);
        for (int i = 0; i < _objectives.Length; i++)
        {
            if (bound.LabelColumns[i].Labels.Lengths is { } lengths && _objectives[i].NeedsLabels)
            {
                Checks.TargetShape(Definition, _layouts[i], lengths, argument);
            }

            if (_objectives[i].NeedsLabels) { Check(bound.LabelColumns[i], _objectives[i], bound.Count); }
        }

        return bound;
    }

    private static void Check(LabelColumn column, Objective objective, int samples)
    {
        (OutputLayout layout, Labels labels) = (objective.Layout, column.Labels);
        if (objective.Loss is { } loss) { Checks.LabelsFit(layout, loss, labels, samples); }
        else { Checks.LabelsFit(layout, labels, samples); }
        foreach (Metric metric in objective.Metrics.Metrics)
        {
            metric.Check(layout, labels.IsClasses);
            Checks.TargetsFit("metric", metric.Name, metric.TargetsOf(layout), layout, labels);
        }

        Checks.WeightsFit(layout, column.Weights.Span, samples);
    }
}
