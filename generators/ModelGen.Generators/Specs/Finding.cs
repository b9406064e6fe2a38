namespace ModelGen.Generators.Specs;

/// <summary>How much a finding matters.</summary>
internal enum FindingSeverity
{
    /// <summary>Shown in editors only.</summary>
    Info,

    /// <summary>Shown in builds.</summary>
    Warning,

    /// <summary>The model cannot be compiled.</summary>
    Error,
}

/// <summary>Something to tell the user.</summary>
/// <param name="Rule">The rule's ID.</param>
/// <param name="Layer">The index of the layer's attribute, [Input] included; -1 for the class itself.</param>
/// <param name="Argument">The argument it is about, or null for the whole attribute.</param>
/// <param name="Values">What fills the rule's message.</param>
/// <param name="Source">The index of the attribute that made the shape, or -1.</param>
internal sealed record Finding(string Rule, int Layer, string? Argument, EquatableArray<string> Values, int Source = -1)
{
    /// <summary>What to write instead: arguments, each with the code of its value.</summary>
    public EquatableArray<Suggestion> Suggestions { get; init; }

    /// <summary>The indices of further attributes that made shapes.</summary>
    public EquatableArray<int> OtherSources { get; init; }

    /// <summary>How much it matters where that is not as much as others of its rule.</summary>
    public FindingSeverity? Severity { get; init; }
}

/// <summary>What to write for an argument.</summary>
/// <param name="Argument">The parameter's or property's name.</param>
/// <param name="Code">The code of its value.</param>
internal sealed record Suggestion(string Argument, string Code)
{
    /// <summary>Before the argument's name in a diagnostic's properties, by which a code fix finds it.</summary>
    public const string Prefix = "write ";
}
