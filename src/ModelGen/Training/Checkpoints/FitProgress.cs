namespace ModelGen;

/// <summary>Where a training is: the numbers of the loop of <c>Fit</c>; as they were read from a file they have been checked.</summary>
/// <param name="Epoch">The epoch that is next or running.</param>
/// <param name="IsInEpoch">Whether it is running.</param>
/// <param name="Done">Batches done in it.</param>
/// <param name="Pass">The number of the pass over the samples.</param>
/// <param name="Taken">Batches taken of it.</param>
/// <param name="RanOut">Whether the warning that samples ran out was given.</param>
/// <param name="Stop">Whether a callback has ended training.</param>
/// <param name="Sums">The sums of the loss and the metrics.</param>
internal sealed record FitProgress(int Epoch, bool IsInEpoch, int Done, int Pass, int Taken, bool RanOut, bool Stop, double[] Sums)
{
    /// <summary>Puts it into a checkpoint.</summary>
    public void Save(Checkpoint checkpoint)
    {
        checkpoint.Add(TensorSource.Number("epoch", Epoch));
        checkpoint.Add(TensorSource.Number("in_epoch", IsInEpoch ? 1 : 0));
        checkpoint.Add(TensorSource.Number("batch", IsInEpoch ? Done : 0));
        checkpoint.Add(TensorSource.Number("pass", Pass));
        checkpoint.Add(TensorSource.Number("batches_of_pass", Taken));
        checkpoint.Add(TensorSource.Number("ran_out", RanOut ? 1 : 0));
        checkpoint.Add(TensorSource.Number("stop_training", Stop ? 1 : 0));
        checkpoint.Add(TensorSource.Numbers("sums", Sums));
    }

    /// <summary>Reads it from a checkpoint.</summary>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <param name="plan">What <c>Fit</c> was asked for.</param>
    /// <param name="sums">How many sums there are.</param>
    /// <exception cref="InvalidDataException">The numbers are none that such a training comes to.</exception>
    public static FitProgress Read(Checkpoint checkpoint, FitPlan plan, int sums)
    {
        int batches = plan.Training.Steps(plan.BatchSize);
        bool inEpoch = checkpoint.Flag("in_epoch");

        // An epoch ends where its pass ends, so its batches follow one another in one pass.
        int taken = checkpoint.Count("batches_of_pass", 0, inEpoch ? batches : batches - 1);
        var progress = new FitProgress(
            Epoch: checkpoint.Count("epoch", plan.InitialEpoch),
            inEpoch,
            Done: checkpoint.Count("batch", 0, inEpoch ? Math.Min(plan.Steps, taken) : 0),
            Pass: checkpoint.Count("pass", 0, checkpoint.Count("epochs_trained")),
            taken,
            RanOut: checkpoint.Flag("ran_out"),
            Stop: checkpoint.Flag("stop_training"),
            checkpoint.Numbers("sums", sums));

        // Only the last batch of a pass may be smaller. After an epoch its sums stay until the next begins.
        long first = (long)(taken - progress.Done) * plan.BatchSize, end = Math.Min((long)taken * plan.BatchSize, plan.Training.Count);
        (long least, long most) = inEpoch ? (end - first, end - first) : (0, plan.Training.Count);
        double samples = progress.Sums[1];
        return samples >= least && samples <= most && samples == Math.Floor(samples)
            ? progress
            : throw checkpoint.Bad($"its sums are of {samples} samples; expected {least} to {most}.");
    }
}
