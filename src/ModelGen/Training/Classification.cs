using System.Globalization;

namespace ModelGen;

/// <summary>The class that a model finds most probable for a sample.</summary>
/// <param name="Label">What it is called: as <c>[Classes]</c> says, else its number.</param>
/// <param name="Index">Its number, from 0.</param>
/// <param name="Probability">How probable the model holds it, 0 to 1.</param>
public readonly record struct Classification(string Label, int Index, float Probability)
{
    /// <summary>cat (98.2 %)</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Label} ({100 * Probability:F1} %)");

    /// <summary>The answer of a model that gives one value for each class, or the probability of the second of two.</summary>
    internal static Classification Of(ModelDefinition model, ReadOnlySpan<float> output, string method)
    {
        OutputDefinition end = model.Outputs[0];
        bool isOne = output.Length == 1, isSigmoid = end.LastActivation == Activation.Sigmoid;
        if (end.Shape.Length != 1 || (isSigmoid && !isOne))
        {
            string given = end.Shape.Length != 1 ? string.Join(" x ", end.Shape) : $"{output.Length:N0} sigmoids, which may all be true";
            throw new InvalidOperationException(
                $"{method} tells one class from the others, but {model.Name} ends in {given}. Read what Predict gives.");
        }

        (int index, float probability) = isOne ? OfTwo(isSigmoid ? output[0] : Sigmoid(output[0]))
            : Largest(output, areProbabilities: end.LastActivation == Activation.Softmax);
        string label = index < model.ClassNames.Length ? model.ClassNames[index] : index.ToString(CultureInfo.InvariantCulture);
        return new Classification(label, index, probability);
    }

    private static (int Index, float Probability) OfTwo(float second) => second > 0.5f ? (1, second) : (0, 1 - second);

    private static float Sigmoid(float logit) => 1 / (1 + MathF.Exp(-logit));

    // Without a softmax they are logits, as a loss with fromLogits takes them.
    private static (int Index, float Probability) Largest(ReadOnlySpan<float> values, bool areProbabilities)
    {
        int index = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] > values[index]) { index = i; }
        }

        if (areProbabilities) { return (index, values[index]); }
        float sum = 0;
        foreach (float value in values) { sum += MathF.Exp(value - values[index]); }
        return (index, 1 / sum);
    }
}

/// <summary>The same where the classes are the members of an enum.</summary>
/// <typeparam name="T">The enum.</typeparam>
/// <param name="Label">The class.</param>
/// <param name="Probability">How probable the model holds it, 0 to 1.</param>
public readonly record struct Classification<T>(T Label, float Probability) where T : struct, Enum
{
    /// <summary>The same as a member of the enum.</summary>
    /// <param name="found">What <c>Classify</c> gives.</param>
    public Classification(Classification found) : this((T)Enum.ToObject(typeof(T), found.Index), found.Probability) { }

    /// <summary>Cat (98.2 %)</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Label} ({100 * Probability:F1} %)");
}
