namespace ModelGen;

/// <summary>
/// The part of a checkpoint that any loop needs: parameters, what the optimizer remembers, the seed, and how far training is.
/// </summary>
internal static class ModelState
{
    private const string Parameters = "parameters/", Arenas = "optimizer/";

    /// <summary>Puts it into a checkpoint.</summary>
    public static void Save(Checkpoint checkpoint, Model model, Optimizer optimizer)
    {
        optimizer.Bind(model);
        model.Parameters.CheckFinite("A checkpoint");
        Fingerprint.OfModel(model, optimizer).Save(checkpoint);
        OptimizerState state = optimizer.ExportState();
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
        if (model.HasGradients) { checkpoint.Add(TensorSource.Of("gradients", model.GradientArena, model)); }
    }

    /// <summary>Takes it from a checkpoint. Everything is checked first: if it throws, nothing has changed.</summary>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <param name="model">The model.</param>
    /// <param name="optimizer">What trains it.</param>
    /// <param name="otherwise">What to do where it is the state of another model, for messages.</param>
    public static void Load(Checkpoint checkpoint, Model model, Optimizer optimizer, string otherwise)
    {
        checkpoint.CheckVersion();
        Fingerprint.OfModel(model, optimizer).Check(checkpoint, otherwise);
        optimizer.Bind(model);
        (string Name, Arena Values, bool LikeParameters)[] arenas = [.. optimizer.StateArenas];
        CheckNames(checkpoint, Parameters, [.. model.Parameters.Select(parameter => parameter.Name)], "model");
        CheckNames(checkpoint, Arenas, [.. arenas.Select(arena => arena.Name)], "optimizer");
        float[][] parameters =
            [.. model.Parameters.Select(parameter => checkpoint.FiniteFloats(Parameters + parameter.Name, parameter.Count))];
        float[][] kept = [.. arenas.Select(arena => checkpoint.FiniteFloats(Arenas + arena.Name, arena.Values.Length))];
        float[]? gradients = checkpoint.Has("gradients") ? checkpoint.Floats("gradients", model.GradientArena.Length) : null;
        long seed = checkpoint.Integer("seed"), iteration = checkpoint.Integer("iteration"), epochs = checkpoint.Integer("epochs_trained");
        var state = new OptimizerState(optimizer.GetType().Name, checkpoint.Integer("optimizer_steps"),
            checkpoint.Has("learning_rate") ? checkpoint.Number("learning_rate") : null);

        optimizer.ImportState(state);
        for (int i = 0; i < parameters.Length; i++) { model.Parameters[i].Write(parameters[i]); }
        for (int i = 0; i < kept.Length; i++)
        {
            if (arenas[i].LikeParameters) { model.WriteAll(arenas[i].Values, kept[i]); }
            else { arenas[i].Values.Upload(kept[i]); }
        }

        if (gradients is not null)
        {
            model.WriteAll(model.GradientArena, gradients);
            model.BackwardUpdate?.Forget();
        }

        model.HasGradients = gradients is not null;
        (model.Seed, model.Iteration, model.EpochsTrained) = ((int)seed, iteration, (int)epochs);
    }

    private static void CheckNames(Checkpoint checkpoint, string prefix, string[] expected, string owner)
    {
        string[] found = [.. checkpoint.Names.Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(name => name[prefix.Length..])];
        string[] missing = [.. expected.Except(found)], unknown = [.. found.Except(expected)];
        if (missing.Length > 0)
        {
            throw checkpoint.Bad(
                $"it has no {prefix}{missing[0]}, which the {owner} has. It has: {string.Join(", ", found.DefaultIfEmpty("nothing"))}.");
        }
        if (unknown.Length > 0)
        {
            throw checkpoint.Bad(
                $"it has {prefix}{unknown[0]}, which the {owner} has not. The {owner} has: "
                    + $"{string.Join(", ", expected.DefaultIfEmpty("nothing"))}.");
        }
    }
}
