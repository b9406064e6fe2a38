namespace ModelGen;

/// <summary>
/// The part of a checkpoint that any loop needs: parameters, what the optimizer remembers, the seed, and how far training is. What is read
/// from a file is checked before anything changes: <see cref="Apply"/> has nothing left to refuse.
/// </summary>
internal sealed class ModelState
{
    private const string Parameters = "parameters/", Arenas = "optimizer/", Gradients = "gradients", Frozen = "frozen";

    // More than any training has, and few enough to go on counting, in a double too.
    public const long MostSteps = 1L << 53;

    private readonly Model _model;
    private readonly Optimizer _optimizer;

    private ModelState(Model model, Optimizer optimizer) => (_model, _optimizer) = (model, optimizer);

    public required OptimizerState OfOptimizer { get; init; }

    public required float[][] ParameterValues { get; init; }

    /// <summary>What is frozen; null where a file of an older version does not say it.</summary>
    public required IReadOnlyList<string>? FrozenNames { get; init; }

    public required float[][] ArenaValues { get; init; }

    public float[]? GradientValues { get; init; }

    public (int Seed, long Iteration, int EpochsTrained, bool StopTraining) Numbers { get; init; }

    /// <summary>Puts the state of a model into a checkpoint.</summary>
    public static void Save(Checkpoint checkpoint, Model model, Optimizer optimizer)
    {
        optimizer.Bind(model);
        model.Parameters.CheckFinite("A checkpoint");
        Fingerprint.OfModel(model, optimizer).Save(checkpoint);
        OptimizerState state = optimizer.ExportState();
        checkpoint.Texts[Frozen] = string.Join(' ', model.Freezing.Names);
        checkpoint.Add(TensorSource.Number("seed", model.Seed));
        checkpoint.Add(TensorSource.Number("iteration", model.Iteration));
        checkpoint.Add(TensorSource.Number("epochs_trained", model.EpochsTrained));
        checkpoint.Add(TensorSource.Number("optimizer_steps", state.Steps));
        if (state.LearningRate is { } rate) { checkpoint.Add(TensorSource.Number("learning_rate", rate)); }
        foreach (Parameter parameter in model.Parameters) { checkpoint.Add(TensorSource.Of(Parameters + parameter.Name, parameter)); }
        foreach ((string name, Arena values, bool likeParameters) in optimizer.StateArenas)
        {
            checkpoint.Add(likeParameters ? TensorSource.Of(Arenas + name, values, model) : TensorSource.Of(Arenas + name, values));
        }
        if (model.HasGradients) { checkpoint.Add(TensorSource.Of(Gradients, model.GradientArena, model)); }
    }

    /// <summary>Reads the state of a model from a checkpoint and checks it; nothing changes.</summary>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <param name="model">The model.</param>
    /// <param name="optimizer">What trains it.</param>
    /// <param name="otherwise">What to do where it is the state of another model, for messages.</param>
    /// <exception cref="InvalidDataException">It is that of another model or optimizer, or none that a training comes to.</exception>
    public static ModelState Read(Checkpoint checkpoint, Model model, Optimizer optimizer, string otherwise)
    {
        checkpoint.CheckVersion();
        Fingerprint.OfModel(model, optimizer).Check(checkpoint, otherwise);
        CheckNames(checkpoint, Parameters, [.. model.Parameters.Select(parameter => parameter.Name)], "model");
        long iteration = checkpoint.Integer("iteration", 0, MostSteps);
        OptimizerState state = ReadOptimizer(checkpoint, optimizer, most: iteration);
        var numbers = ((int)checkpoint.Integer("seed", int.MinValue, int.MaxValue), iteration, checkpoint.Count("epochs_trained"),
            model.StopTraining);
        float[][] parameters =
        [
            .. model.Parameters.Select(parameter =>
                checkpoint.FiniteFloats(Parameters + parameter.Name, [.. parameter.Shape.Select(d => (long)d)])),
        ];

        string[]? frozen = checkpoint.Texts.GetValueOrDefault(Frozen)?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (model.Freezing.FirstUnknown(frozen ?? []) is { } unknown)
        {
            throw checkpoint.Bad($"it says that {Shown.Text(unknown)} is frozen, but the model has nothing of that name that can be.");
        }

        // Only now, because an optimizer that was free works for this model from here on.
        optimizer.Bind(model);
        CheckNames(checkpoint, Arenas, [.. optimizer.StateArenas.Select(arena => arena.Name)], "optimizer");
        return new ModelState(model, optimizer)
        {
            OfOptimizer = state,
            ParameterValues = parameters,
            FrozenNames = frozen,
            ArenaValues = [.. optimizer.StateArenas.Select(arena => checkpoint.FiniteFloats(Arenas + arena.Name, arena.Values.Length))],
            GradientValues = checkpoint.Has(Gradients) ? checkpoint.Floats(Gradients, model.GradientArena.Length) : null,
            Numbers = numbers,
        };
    }

    /// <summary>The state that a model has now, to come back to.</summary>
    public static ModelState Of(Model model, Optimizer optimizer) => new(model, optimizer)
    {
        OfOptimizer = optimizer.ExportState(),
        ParameterValues = [.. model.Parameters.Select(parameter => parameter.ReadAll())],
        FrozenNames = model.Freezing.Names,
        ArenaValues = [.. optimizer.StateArenas.Select(arena => Values(arena.Values, arena.LikeParameters, model))],
        GradientValues = model.HasGradients ? model.ReadAll(model.GradientArena) : null,
        Numbers = (model.Seed, model.Iteration, model.EpochsTrained, model.StopTraining),
    };

    /// <summary>Gives it to its model and optimizer.</summary>
    public void Apply()
    {
        _optimizer.ImportState(OfOptimizer);
        if (FrozenNames is not null) { _model.SetFrozen(FrozenNames); }
        _optimizer.FollowMask();
        for (int i = 0; i < ParameterValues.Length; i++) { _model.Parameters[i].Write(ParameterValues[i]); }
        foreach (((_, Arena arena, bool likeParameters), float[] values) in _optimizer.StateArenas.Zip(ArenaValues))
        {
            if (likeParameters) { _model.WriteAll(arena, values); }
            else { arena.Upload(values); }
        }

        if (GradientValues is not null)
        {
            _model.WriteAll(_model.GradientArena, GradientValues);
            _model.BackwardUpdate?.Forget();
        }

        _model.HasGradients = GradientValues is not null;
        (_model.Seed, _model.Iteration, _model.EpochsTrained, _model.StopTraining) = Numbers;
    }

    private static OptimizerState ReadOptimizer(Checkpoint checkpoint, Optimizer optimizer, long most)
    {
        long steps = checkpoint.Integer("optimizer_steps", 0, most);
        if (optimizer.LearningRate.Schedule is not null)
        {
            if (checkpoint.Has("learning_rate"))
            {
                throw checkpoint.Bad("it has a learning_rate; expected none, because it follows a schedule.");
            }
            try { optimizer.LearningRate.At(steps); }
            catch (InvalidOperationException e) { throw checkpoint.Bad($"its optimizer_steps is {steps}. {e.Message}"); }
            return new(optimizer.GetType().Name, steps, null);
        }

        double rate = checkpoint.Number("learning_rate");
        if (!(rate >= 0 && float.IsFinite((float)rate)))
        {
            throw checkpoint.Bad($"its learning_rate is {rate}; expected a finite number, 0 or more.");
        }

        return new(optimizer.GetType().Name, steps, rate);
    }

    private static float[] Values(Arena arena, bool likeParameters, Model model)
    {
        if (likeParameters) { return model.ReadAll(arena); }
        var values = new float[arena.Length];
        arena.Download(values);
        return values;
    }

    private static void CheckNames(Checkpoint checkpoint, string prefix, string[] expected, string owner)
    {
        string[] found =
            [.. checkpoint.Names.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Select(name => name[prefix.Length..])];
        string[] missing = [.. expected.Except(found)], unknown = [.. found.Except(expected)];
        if (missing.Length > 0)
        {
            throw checkpoint.Bad($"it has no {prefix}{missing[0]}, which the {owner} has. It has: {Shown.Names(found)}.");
        }

        if (unknown.Length > 0)
        {
            throw checkpoint.Bad(
                $"it has {prefix}{Shown.Text(unknown[0])}, which the {owner} has not. The {owner} has: {Shown.Names(expected)}.");
        }
    }
}
