using System.Text.RegularExpressions;

namespace ModelGen;

/// <content>What all optimizers have in common: <c>new Adam(0.001) { ClipNorm = 1, WeightDecay = 0.004 }</c>.
/// Names, meaning and order are Keras's.</content>
public abstract partial class Optimizer
{
    private readonly List<string> _notDecayed = [];

    /// <summary>
    /// Before each update every parameter loses this part of itself times the learning rate: w -= w x WeightDecay x rate. At least 0 and
    /// finite; null: none.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside its range.</exception>
    public double? WeightDecay
    {
        get;
        init
        {
            if (value is { } decay) { Require.FiniteAndNotNegative(decay, nameof(WeightDecay)); }
            field = value;
        }
    }

    /// <summary>
    /// The most that the norm of each parameter's gradient may be; a longer one is scaled down: g x c / max(|g|, c). Above 0 and finite;
    /// null: no limit.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside its range.</exception>
    public double? ClipNorm { get; init => field = Limit(value, nameof(ClipNorm)); }

    /// <summary>The most that each value of a gradient may be, above and below 0. Above 0 and finite; null: no limit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside its range.</exception>
    public double? ClipValue { get; init => field = Limit(value, nameof(ClipValue)); }

    /// <summary>
    /// The most that the norm of all gradients together may be; longer ones are scaled down by the same factor. Above 0 and finite; null:
    /// no limit.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside its range.</exception>
    public double? GlobalClipNorm { get; init => field = Limit(value, nameof(GlobalClipNorm)); }

    /// <summary>
    /// Whether a moving average of the parameters is kept: average = m average + (1 - m) w after each step, and w itself after the first.
    /// The parameters become their averages at the end of <c>Fit</c>, or by <see cref="FinalizeVariableValues"/>.
    /// </summary>
    public bool UseEma { get; init; }

    /// <summary>The m of <see cref="UseEma"/>: what part of the average stays in each step, from 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside its range.</exception>
    public double EmaMomentum
    {
        get;
        init
        {
            Require.Between(value, 0, 1, nameof(EmaMomentum));
            field = value;
        }
    } = 0.99;

    /// <summary>
    /// With <see cref="UseEma"/>: after how many steps parameters become their averages, again and again; at least 1. Null: not before the
    /// end.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside its range.</exception>
    public int? EmaOverwriteFrequency
    {
        get;
        init
        {
            if (value is { } steps) { Require.AtLeast(steps, 1, nameof(EmaOverwriteFrequency)); }
            field = value;
        }
    }

    /// <summary>
    /// Over how many steps gradients are added up; the last of them changes the parameters by their mean. At least 2; null: each step
    /// changes them. A schedule and <see cref="Decay"/> count all steps, the rules only changes, as in Keras.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside its range.</exception>
    public int? GradientAccumulationSteps
    {
        get;
        init
        {
            if (value is { } steps) { Require.AtLeast(steps, 2, nameof(GradientAccumulationSteps)); }
            field = value;
        }
    }

    /// <summary>
    /// How fast the learning rate falls: in step s it is rate / (1 + Decay x s), s from 0. At least 0 and finite. From Keras before version
    /// 3, which ignores it.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside its range.</exception>
    public double Decay
    {
        get;
        init
        {
            Require.FiniteAndNotNegative(value, nameof(Decay));
            field = value;
        }
    }

    /// <summary>Leaves parameters out of <see cref="WeightDecay"/>: <c>new AdamW().ExcludeFromWeightDecay("bias", "gamma")</c>.</summary>
    /// <param name="varNames">Regular expressions; a parameter is left out where one is found in its path (<c>conv2d/bias</c>) or in the
    /// last part of it.</param>
    /// <returns>This optimizer.</returns>
    /// <exception cref="InvalidOperationException">It already works for a model.</exception>
    /// <exception cref="ArgumentException">One is no regular expression.</exception>
    public Optimizer ExcludeFromWeightDecay(params string[] varNames)
    {
        ArgumentNullException.ThrowIfNull(varNames);
        if (_store is not null)
        {
            throw new InvalidOperationException(
                $"This {GetType().Name} already works for a model. Call ExcludeFromWeightDecay before model.Compile and before the "
                    + "first step.");
        }

        foreach (string name in varNames) { _ = Regex.IsMatch("", name); }
        _notDecayed.AddRange(varNames);
        return this;
    }

    /// <summary>What <see cref="ExcludeFromWeightDecay"/> was given.</summary>
    internal IReadOnlyList<string> NotDecayed => _notDecayed;

    private bool Decays(string path) =>
        !_notDecayed.Any(name => Regex.IsMatch(path, name) || Regex.IsMatch(path[(path.LastIndexOf('/') + 1)..], name));

    private ClipKind Clipping => (ClipNorm, ClipValue, GlobalClipNorm) switch
    {
        (null, null, null) => ClipKind.None,
        (not null, null, null) => ClipKind.Norm,
        (null, not null, null) => ClipKind.Value,
        (null, null, not null) => ClipKind.GlobalNorm,
        _ => throw ClippedTwice(),
    };

    private InvalidOperationException ClippedTwice()
    {
        IEnumerable<string> given = new[] { (nameof(ClipNorm), ClipNorm), (nameof(ClipValue), ClipValue),
            (nameof(GlobalClipNorm), GlobalClipNorm) }
            .Where(clip => clip.Item2 is not null).Select(clip => clip.Item1);
        return new(
            $"{string.Join(" and ", given)} are set, but gradients are clipped in one way only. Set one of ClipNorm, ClipValue and "
                + "GlobalClipNorm.");
    }

    private UpdateNumbers NumbersOf(float rate)
    {
        int gradients = GradientAccumulationSteps ?? 1;
        float keep = Iterations == 0 ? 0f : (float)EmaMomentum;
        return new UpdateNumbers
        {
            Updates = (_steps + 1) % gradients == 0 ? 1f : 0f,
            Gradients = gradients,
            ClipLimit = (float)(ClipNorm ?? ClipValue ?? GlobalClipNorm ?? 0),
            Decay = (float)(WeightDecay ?? 0) * rate,
            AverageKeep = keep,
            AverageTake = Iterations == 0 ? 1f : (float)(1 - EmaMomentum),
            Overwrite = EmaOverwriteFrequency is { } steps && (Iterations + 1) % steps == 0 ? 1f : 0f,
        };
    }

    private static double? Limit(double? value, string name)
    {
        if (value is { } limit) { Require.FiniteAndPositive(limit, name); }
        return value;
    }
}
