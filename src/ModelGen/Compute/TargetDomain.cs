namespace ModelGen.Kernels;

/// <summary>Which targets a loss or a metric can make sense of.</summary>
/// <param name="Least">The least.</param>
/// <param name="Most">The largest.</param>
/// <param name="Words">The same in words.</param>
/// <param name="Advice">What to do about others.</param>
/// <param name="IsWhole">Whether they are whole numbers.</param>
internal sealed record TargetDomain(float Least, float Most, string Words, string Advice, bool IsWhole = false)
{
    private const string TwoClasses = "Of labels -1 and 1 make 0 and 1 with (y + 1) / 2.";

    /// <summary>Any number.</summary>
    public static TargetDomain Finite { get; } =
        new(float.MinValue, float.MaxValue, "finite numbers", "Correct it, or leave the sample out.");

    /// <summary>Probabilities.</summary>
    public static TargetDomain Probability { get; } = new(0, 1, "probabilities, 0 to 1",
        $"Divide by the largest where they are shares of it. {TwoClasses} For values of any size use Loss.MeanSquaredError.");

    /// <summary>Counts or sizes.</summary>
    public static TargetDomain NotNegative { get; } =
        new(0, float.MaxValue, "numbers of at least 0", "For values of any size use Loss.MeanSquaredError.");

    /// <summary>The labels of margins.</summary>
    public static TargetDomain Sign { get; } = new(-1, 1, "-1 and 1, or 0 and 1", "For values of any size use Loss.MeanSquaredError.");

    /// <summary>The labels of a metric that counts yes and no.</summary>
    public static TargetDomain Bit { get; } = new(0, 1, "0 or 1",
        $"{TwoClasses} For values of any size use Metrics.MeanAbsoluteError or Metrics.R2Score.", IsWhole: true);

    /// <summary>The targets of a metric that looks for the largest.</summary>
    public static TargetDomain Share { get; } = new(0, 1, "0 to 1, the largest for the right class",
        "For values of any size use Metrics.MeanAbsoluteError or Metrics.R2Score.");

    /// <summary>Classes that are written as numbers.</summary>
    public static TargetDomain Class { get; } = new(float.MinValue, float.MaxValue, "classes, which are whole numbers",
        "For values of any size use Metrics.MeanAbsoluteError or Metrics.R2Score.", IsWhole: true);

    /// <summary>Throws where a target is not among them.</summary>
    /// <param name="kind">What asks: "loss" or "metric".</param>
    /// <param name="name">Its name.</param>
    /// <param name="targets">[samples, values].</param>
    /// <param name="perSample">How many values a sample has.</param>
    /// <param name="argument">The argument that they are.</param>
    /// <param name="of">" of digit", where it need be said of which output.</param>
    /// <exception cref="ArgumentOutOfRangeException">One is not; the message names it, its sample and what is needed.</exception>
    public void Check(string kind, string name, ReadOnlySpan<float> targets, int perSample, string argument, string of = "")
    {
        int place = Bounds.IndexOutside(targets, Least, Most);
        if (IsWhole)
        {
            int other = IndexOfPart(place < 0 ? targets : targets[..place]);
            if (other >= 0) { place = other; }
        }

        if (place >= 0) { throw Outside(kind, name, targets[place], place / perSample, argument, of); }
    }

    /// <summary>The same of labels that are ints and stand for themselves: one for each sample, of a model with one output.</summary>
    /// <inheritdoc cref="Check(string, string, ReadOnlySpan{float}, int, string, string)"/>
    public void Check(string kind, string name, ReadOnlySpan<int> targets, int perSample, string argument, string of = "")
    {
        for (int i = 0; i < targets.Length; i++)
        {
            if (targets[i] < Least || targets[i] > Most) { throw Outside(kind, name, targets[i], i / perSample, argument, of); }
        }
    }

    private ArgumentOutOfRangeException Outside(string kind, string name, float value, int sample, string argument, string of) => new(
        argument, value,
        $"A target{of} of sample {sample:N0} is {value}, but the {kind} {name} needs {Words}. {Advice}{Elsewhere(kind, name, of)}");

    private static string Elsewhere(string kind, string name, string of) => kind != "metric" || of.Length == 0 ? ""
        : $" To measure other outputs only, write metrics: new() {{ [\"output\"] = [\"{name}\"] }}.";

    private static int IndexOfPart(ReadOnlySpan<float> targets)
    {
        for (int i = 0; i < targets.Length; i++)
        {
            if (targets[i] != MathF.Truncate(targets[i])) { return i; }
        }

        return -1;
    }
}
