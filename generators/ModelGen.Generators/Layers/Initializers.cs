namespace ModelGen.Generators.Layers;

/// <summary>The initializers that layers may name.</summary>
internal static class Initializers
{
    private static readonly string[] Names =
    [
        "GlorotUniform", "GlorotNormal", "HeUniform", "HeNormal", "LecunUniform", "LecunNormal",
        "RandomUniform", "RandomNormal", "TruncatedNormal", "Zeros", "Ones",
    ];

    /// <summary>The initializer that an argument names, or its default.</summary>
    public static string Read(InferContext layer, string argument, string otherwise)
    {
        string name = layer.Spec.Text(argument, otherwise);
        if (Names.Contains(name)) { return name; }
        layer.Report(RuleIds.UnknownMember, argument, name, "Initializer", Text.Choice(Names));
        return otherwise;
    }
}
