namespace ModelGen.Generators.Specs;

/// <summary>Something to tell the user.</summary>
/// <param name="Rule">The rule's ID.</param>
/// <param name="Layer">The index of the layer's attribute, [Input] included; -1 for the class itself.</param>
/// <param name="Argument">The argument it is about, or null for the whole attribute.</param>
/// <param name="Values">What fills the rule's message.</param>
/// <param name="Source">The index of the attribute that made the shape, or -1.</param>
internal sealed record Finding(string Rule, int Layer, string? Argument, EquatableArray<string> Values, int Source = -1);
