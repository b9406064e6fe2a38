namespace ModelGen;

/// <summary>The learning rate as callbacks see and set it.</summary>
internal static class CurrentRate
{
    /// <summary>Its name in logs.</summary>
    public const string Name = "learning_rate";

    /// <summary>The rate that the next step takes: a float32, widened, as Keras gives it.</summary>
    public static double Read(Model model) =>
        (float)(model.Optimizer.LearningRate is { Schedule: null } rate ? rate.Value : model.Optimizer.CurrentLearningRate);

    /// <summary>Throws where it follows a schedule, which no callback can change.</summary>
    public static void CheckSettable(Model model, string callback)
    {
        if (model.Optimizer.LearningRate.Schedule is { } schedule)
        {
            throw new InvalidOperationException(
                $"{callback} sets the learning rate, but that of this {model.Optimizer.GetType().Name} follows a schedule, "
                + $"{schedule.GetType().Name}. Leave one of them out.");
        }
    }

    /// <summary>Sets it.</summary>
    public static void Set(Model model, double rate, string callback)
    {
        if (!(rate >= 0 && float.IsFinite((float)rate)))
        {
            throw new InvalidOperationException(
                $"{callback} gives the learning rate {PythonText.Repr(rate)}; it must be at least 0 and finite.");
        }

        model.Optimizer.LearningRate = rate;
    }
}
