namespace ModelGen;

/// <summary>What <c>Evaluate</c> measured: the mean loss and the metrics over all samples.</summary>
public sealed class Evaluation
{
    private readonly Logs _values;

    internal Evaluation(Logs values) => _values = values;

    /// <summary>The mean loss.</summary>
    public double Loss => _values["loss"];

    /// <summary>How many answers are right, 0 to 1.</summary>
    /// <exception cref="InvalidOperationException">The model was compiled without accuracy, or has several outputs.</exception>
    public double Accuracy
    {
        get
        {
            foreach (string name in _values.Names)
            {
                if (name.Equals("accuracy", StringComparison.OrdinalIgnoreCase) || name.Equals("acc", StringComparison.OrdinalIgnoreCase))
                {
                    return _values[name];
                }
            }

            throw new InvalidOperationException(_values.Names.FirstOrDefault(name => name.EndsWith("_accuracy", StringComparison.Ordinal))
                is { } one
                ? $"There is no accuracy of the model, but of its outputs: write evaluation[\"{one}\"]."
                : "Accuracy was not measured. Give it to Compile: model.Compile(optimizer, loss, Metric.Accuracy).");
        }
    }

    /// <summary>The names of all values, in alphabetical order.</summary>
    public IReadOnlyList<string> Names => _values.Names;

    /// <summary>A value by its name: <c>loss</c>, <c>accuracy</c>.</summary>
    /// <exception cref="KeyNotFoundException">There is none of this name; the message lists the names.</exception>
    public double this[string name] => _values[name];

    /// <summary>As Keras prints it: <c>accuracy: 0.9123 - loss: 0.3021</c>.</summary>
    public override string ToString() => ProgressText.Values(_values);
}
