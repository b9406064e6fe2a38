using ModelGen.Data;

namespace ModelGen;

/// <content>Training.</content>
public abstract partial class Model
{
    /// <summary>
    /// Trains. Each epoch goes over all samples once in batches; the last batch may be smaller. The loss and the metrics of an epoch are means over its
    /// samples, on the predictions made in training mode before each update.
    /// </summary>
    /// <param name="data">The samples and their labels.</param>
    /// <param name="epochs">How many times to go over them; 0 or more.</param>
    /// <param name="batchSize">Samples in a step; at least 1.</param>
    /// <param name="shuffle">
    /// Whether each epoch has an order of its own: that of <c>data.Batches(batchSize, shuffleSeed: model.Seed, epoch: model.EpochsTrained)</c> at its beginning.
    /// </param>
    /// <param name="validationData">Evaluated after each epoch.</param>
    /// <param name="validationSplit">Without <paramref name="validationData"/>: the fraction of the samples, at the end of the data and before any shuffling, to validate on instead of training; 0 or more, less than 1.</param>
    /// <param name="callbacks">Called while it trains.</param>
    /// <param name="verbose">0: prints nothing. 1: a progress bar in a terminal, else as 2. 2: one line for each epoch.</param>
    /// <param name="cancellationToken">Ends training after the step that is running; the history then holds the finished epochs and says <see cref="History.Cancelled"/>.</param>
    /// <returns>The loss and the metrics of each epoch.</returns>
    /// <exception cref="InvalidOperationException">The model was not compiled with a loss, the loss makes no sense for such labels, or another call is running.</exception>
    /// <exception cref="ArgumentException">The data are empty, have another shape than the input, or labels that do not fit; or a number is outside its range. Nothing has been changed then.</exception>
    /// <exception cref="NonFiniteLossException">The loss became infinite or not a number, because of NaN in the data, say. The parameters are as before that step.</exception>
    public History Fit(
        Dataset data,
        int epochs = 1,
        int batchSize = 32,
        bool shuffle = true,
        Dataset? validationData = null,
        double validationSplit = 0,
        IEnumerable<Callback>? callbacks = null,
        int verbose = 1,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        Require.AtLeast(epochs, 0);
        Require.AtLeast(batchSize, 1);
        Require.FractionBelowOne(validationSplit);
        if (verbose is < 0 or > 2) { throw new ArgumentOutOfRangeException(nameof(verbose), verbose, $"verbose is {verbose}; it is 0 (nothing), 1 (a progress bar) or 2 (a line for each epoch)."); }

        using CallGuard.Entry call = Enter("Fit");
        Check(data, LossFor("Fit"), nameof(data));
        if (validationData is not null) { Check(validationData, LossFor("Fit"), nameof(validationData)); }
        (SampleRange training, SampleRange? validation) = (SampleRange.All(data), null);
        if (validationData is not null) { validation = SampleRange.All(validationData); }
        else if (validationSplit > 0) { (training, validation) = SampleRange.Split(data, validationSplit); }

        Callback[] called = [.. callbacks ?? []];
        foreach (Callback callback in called) { callback.Model = this; }
        ProgressBar? progress = verbose == 0 ? null
            : new ProgressBar(Console.Out, dynamic: verbose == 1 && !Console.IsOutputRedirected, epochs, training.Steps(batchSize));
        _forwardDone = false;
        return new FitLoop(this, new FitPlan(training, validation, epochs, batchSize, shuffle, called, progress, cancellationToken)).Run();
    }

    private void Check(Dataset data, Loss loss, string argument)
    {
        Checks.SampleShape(Definition, data, argument);
        Checks.LabelsFit(_layout, loss, data.Labels, data.Count);
        Checks.WeightsFit(_layout, data.SampleWeights.Length, data.Count);
    }
}
