namespace ModelGen.Generators.Layers;

/// <summary>What an initializer can be a first value of.</summary>
internal enum Suits
{
    Anything,

    /// <summary>Two axes or more.</summary>
    Kernels,

    /// <summary>Two axes.</summary>
    Matrices,
}

/// <summary>An initializer as the generator knows it.</summary>
/// <param name="Names">Keras's names in strings, the one that messages use first.</param>
/// <param name="Class">Keras's class: the member of Initializer where <paramref name="IsMember"/>.</param>
/// <param name="IsMember">Whether Initializer has such a member, with Keras's defaults.</param>
/// <param name="Suits">What it suits.</param>
/// <param name="Parameters">What a string may set.</param>
internal sealed record InitializerKind(string[] Names, string Class, bool IsMember, Suits Suits, params InitializerParameter[] Parameters)
{
    /// <summary>As one writes it: random_normal(mean=0, stddev=0.05).</summary>
    public string Example =>
        Parameters.Length == 0 ? Names[0] : $"{Names[0]}({string.Join(", ", Parameters.Select(p => $"{p.Name}={p.Default}"))})";
}

/// <summary>One number or word that an initializer takes.</summary>
/// <param name="Name">Keras's name, and the name of the runtime's parameter.</param>
/// <param name="Default">Keras's default, as it is written.</param>
/// <param name="Range">What a number must be, or null for a word.</param>
/// <param name="Words">The words, each with what stands for it in code.</param>
internal sealed record InitializerParameter(string Name, string Default, InitializerRange? Range,
    params (string Word, string Code)[] Words);

/// <summary>What a number must be.</summary>
internal sealed record InitializerRange(string Text, Func<double, bool> Contains);

/// <summary>
/// The initializers that layers may name, in the order of the enum. A new one is one line here and one case in the runtime.
/// </summary>
internal static class Initializers
{
    private static readonly InitializerRange s_any = new("a finite number", x => Math.Abs(x) <= float.MaxValue);
    private static readonly InitializerRange s_notNegative = new("0 or more", x => x >= 0 && x <= float.MaxValue);
    private static readonly InitializerRange s_positive = new("more than 0", x => x > 0 && x <= float.MaxValue);
    private static readonly InitializerParameter s_mean = new("mean", "0", s_any), s_stddev = new("stddev", "0.05", s_notNegative),
        s_gain = new("gain", "1", s_any);

    public static readonly InitializerKind[] All =
    [
        new(["glorot_uniform"], "GlorotUniform", true, Suits.Anything),
        new(["glorot_normal"], "GlorotNormal", true, Suits.Anything),
        new(["he_uniform"], "HeUniform", true, Suits.Anything),
        new(["he_normal"], "HeNormal", true, Suits.Anything),
        new(["lecun_uniform"], "LecunUniform", true, Suits.Anything),
        new(["lecun_normal"], "LecunNormal", true, Suits.Anything),
        new(["random_uniform", "uniform"], "RandomUniform", true, Suits.Anything, new("minval", "-0.05", s_any),
            new("maxval", "0.05", s_any)),
        new(["random_normal", "normal"], "RandomNormal", true, Suits.Anything, s_mean, s_stddev),
        new(["truncated_normal"], "TruncatedNormal", true, Suits.Anything, s_mean, s_stddev),
        new(["zeros", "zero"], "Zeros", true, Suits.Anything),
        new(["ones", "one"], "Ones", true, Suits.Anything),
        new(["orthogonal"], "Orthogonal", true, Suits.Kernels, s_gain),
        new(["identity"], "Identity", true, Suits.Matrices, s_gain),
        new(["constant"], "Constant", false, Suits.Anything, new InitializerParameter("value", "0", s_any)),
        new(["variance_scaling"], "VarianceScaling", false, Suits.Anything,
            new("scale", "1", s_positive),
            new("mode", "fan_in", null, ("fan_in", "FanMode.FanIn"), ("fan_out", "FanMode.FanOut"), ("fan_avg", "FanMode.FanAvg")),
            new("distribution", "truncated_normal", null,
                ("truncated_normal", "Distribution.TruncatedNormal"), ("untruncated_normal", "Distribution.UntruncatedNormal"),
                ("uniform", "Distribution.Uniform"), ("normal", "Distribution.TruncatedNormal"))),
    ];

    /// <summary>The code of the initializer that an argument names, or its config, or its default.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="parameter">kernel, bias, moving_mean.</param>
    /// <param name="shape">The parameter's shape.</param>
    /// <param name="otherwise">The member of Initializer that it is where nothing is written.</param>
    public static string Read(InferContext layer, string parameter, Shape shape, string otherwise)
    {
        string argument = KerasNames.PascalCase(parameter) + "Initializer";
        string config = argument + "Config";
        if (layer.Spec.Text(config, null!) is { } text)
        {
            if (layer.Spec.Has(argument)) { layer.Report(RuleIds.InitializerTwice, config, config, argument); }
            InitializerText parsed = InitializerText.Parse(text);
            if (parsed.Problem is { } problem)
            {
                layer.Report(RuleIds.InitializerText, config, null, [new(config, Text.Quote(parsed.Suggestion))],
                    config, text, problem, parsed.Suggestion);
            }
            else { Check(layer, config, parsed.Kind!, parameter, shape, otherwise); }
            return parsed.Code ?? Member(otherwise);
        }

        string name = layer.Spec.Text(argument, otherwise);
        if (All.FirstOrDefault(kind => kind.IsMember && kind.Class == name) is { } found)
        {
            Check(layer, argument, found, parameter, shape, otherwise);
            return Member(name);
        }

        layer.Report(RuleIds.UnknownMember, argument, name, "Initializer",
            Text.Choice([.. All.Where(kind => kind.IsMember).Select(kind => kind.Class)]));
        return Member(otherwise);
    }

    /// <summary>Initializer.HeNormal.</summary>
    public static string Member(string name) => $"Initializer.{name}";

    private static void Check(InferContext layer, string argument, InitializerKind kind, string parameter, Shape shape, string otherwise)
    {
        bool suits = kind.Suits switch { Suits.Kernels => shape.Rank >= 2, Suits.Matrices => shape.Rank == 2, _ => true };
        if (suits) { return; }
        string needed = kind.Suits == Suits.Matrices ? "two axes" : "two axes or more";
        string instead = argument.EndsWith("Config", StringComparison.Ordinal)
            ? Text.Quote(All.First(other => other.Class == otherwise).Names[0])
            : Member(otherwise);
        layer.Report(RuleIds.InitializerShape, argument, null, [new(argument, instead)],
            kind.Names[0], needed, parameter, shape.ToString(), instead);
    }
}
