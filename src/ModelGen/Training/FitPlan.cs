namespace ModelGen;

/// <summary>What <c>Fit</c> was asked for, checked.</summary>
internal sealed record FitPlan
{
    public required SampleRange Training { get; init; }

    public SampleRange? Validation { get; init; }

    /// <summary>The epoch at which training ends.</summary>
    public required int Epochs { get; init; }

    public int InitialEpoch { get; init; }

    public required int BatchSize { get; init; }

    /// <summary>Batches in an epoch.</summary>
    public required int Steps { get; init; }

    /// <summary>Batches to validate on; null for all.</summary>
    public int? ValidationSteps { get; init; }

    public required int ValidationBatchSize { get; init; }

    public int ValidationFreq { get; init; } = 1;

    public required bool Shuffle { get; init; }

    public required CallbackList Callbacks { get; init; }

    public ProgressBar? Progress { get; init; }

    public CancellationToken Cancellation { get; init; }

    /// <summary>Whether Ctrl-C ends training, and not the program.</summary>
    public bool StopsOnCtrlC { get; init; }

    /// <summary>Whether an epoch of this training is validated, or would be if there were any.</summary>
    public bool Validates => Validation is not null && (InitialEpoch >= Epochs || Epochs / ValidationFreq > InitialEpoch / ValidationFreq);

    /// <summary>What to say to somebody who misses the validation; empty where there is one.</summary>
    public string AdviceOnValidation =>
        Validation is null ? "Give Fit validationData or validationSplit."
        : Validates ? ""
        : $"validationFreq is {ValidationFreq}, but training ends after epoch {Epochs}.";

    /// <summary>Whether the validation follows this epoch, counted from 0.</summary>
    public bool ValidatesAfter(int epoch) => Validation is not null && (epoch + 1) % ValidationFreq == 0;
}
