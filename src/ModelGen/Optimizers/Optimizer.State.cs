namespace ModelGen;

/// <summary>
/// What an optimizer remembers besides its arenas. All else follows from the number of steps: the place in an accumulation, the powers of
/// betas, Nadam's product.
/// </summary>
/// <param name="Optimizer">Its class.</param>
/// <param name="Steps">How many steps it was given, also those that only added gradients up.</param>
/// <param name="LearningRate">Its rate; null where it follows a schedule.</param>
internal sealed record OptimizerState(string Optimizer, long Steps, double? LearningRate);

/// <content>What must survive for training to go on with the same bits.</content>
public abstract partial class Optimizer
{
    /// <summary>
    /// The memory that it keeps beside the parameters of its model, with stable names, and whether it lies as the parameters do; empty
    /// before it works for one.
    /// </summary>
    internal IReadOnlyList<(string Name, Arena Values, bool LikeParameters)> StateArenas
    {
        get
        {
            if (_updater is null) { return []; }
            (string Name, Arena? Values, bool LikeParameters)[] all =
            [
                ("gradient_accumulators", _updater.SumArena, true), ("averages", _updater.AverageArena, true),
                ("slots", _updater.SlotArena, true),
                .. OtherArenas.Select(static arena => (arena.Name, arena.Values, false)),
            ];
            return [.. all.Where(static arena => arena.Values is not null)
                .Select(static arena => (arena.Name, arena.Values!, arena.LikeParameters))];
        }
    }

    /// <summary>The names of its slots.</summary>
    internal IReadOnlyList<string> Slots => SlotNames;

    /// <summary>What it keeps that is not for each parameter.</summary>
    private protected virtual IEnumerable<(string Name, Arena? Values)> OtherArenas => [];

    /// <summary>The numbers that belong to <see cref="StateArenas"/>.</summary>
    internal OptimizerState ExportState() => new(GetType().Name, _steps, LearningRate.Schedule is null ? LearningRate.Value : null);

    /// <summary>Goes on from another optimizer of this kind. The arenas are written by the caller.</summary>
    /// <exception cref="InvalidOperationException">The state is that of another kind of optimizer, or one has
    /// a schedule and the other a number.</exception>
    internal void ImportState(OptimizerState state)
    {
        if (state.Optimizer != GetType().Name)
        {
            throw new InvalidOperationException(
                $"The state is that of {state.Optimizer}, but the optimizer is {GetType().Name}. Compile the model with "
                    + $"{state.Optimizer}.");
        }

        if (state.LearningRate is null != LearningRate.Schedule is not null)
        {
            (string there, string here) = state.LearningRate is { } number
                ? ($"was {number}", $"follows {LearningRate}") : ("followed a schedule", $"is {LearningRate}");
            throw new InvalidOperationException(
                $"The learning rate of the state {there}, but that of the optimizer {here}. Compile the model with the same kind of rate.");
        }

        if (state.LearningRate is { } rate) { LearningRate = rate; }
        _steps = state.Steps;
    }

    /// <summary>Takes back steps that a GPU was told to make but did not, because a loss before them was not finite.</summary>
    internal void TakeBack(ParameterStore store, int steps)
    {
        _steps -= steps;
        store.Iteration -= steps;
    }

    /// <summary>
    /// With <see cref="UseEma"/> sets all parameters to their averages, but for those that are frozen, as <c>Fit</c> does at its end. Does
    /// nothing without it, or before the first step.
    /// </summary>
    /// <param name="model">The model it works for.</param>
    /// <exception cref="InvalidOperationException">It works for another model, or another call is running.</exception>
    public void FinalizeVariableValues(ParameterStore model)
    {
        ArgumentNullException.ThrowIfNull(model);
        using (model.Enter("optimizer.FinalizeVariableValues", allowedInCallback: true)) { FinishTraining(model); }
    }

    /// <summary>The same for a caller who has made sure that no other call is running.</summary>
    internal void FinishTraining(ParameterStore store)
    {
        CheckBinding(store);
        if (_steps == 0 || _updater?.AverageArena is not { } averages) { return; }
        var values = new float[Math.Min(averages.Length, 1 << 20)];
        foreach ((long start, long end) in store.Mask.StretchesOf(store))
        {
            for (long first = start; first < end; first += values.Length)
            {
                Span<float> part = values.AsSpan(0, (int)Math.Min(values.Length, end - first));
                averages.Download(part, first);
                store.ParameterArena.Upload(part, first);
            }
        }

        store.MarkChanged();
    }
}
