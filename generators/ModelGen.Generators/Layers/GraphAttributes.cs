namespace ModelGen.Generators.Layers;

/// <summary>The attributes that declare no layer, but how layers read one another, and their arguments.</summary>
internal static class GraphAttributes
{
    /// <summary>Goes back to a named value.</summary>
    public const string From = "From";

    /// <summary>Gives the value before it out.</summary>
    public const string Output = "Output";

    /// <summary>The argument of <see cref="From"/>.</summary>
    public const string Name = "name";

    /// <summary>The argument of layers that merge.</summary>
    public const string Names = "names";

    /// <summary>Whether an attribute is one of them.</summary>
    public static bool Contains(string attribute) => attribute is From or Output;
}
