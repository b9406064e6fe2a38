namespace ModelGen.Generators.Specs;

/// <summary>One argument of a layer's attribute: a constructor parameter (camelCase) or a property (PascalCase).</summary>
/// <param name="Name">The parameter's or property's name.</param>
/// <param name="Value">
/// An int, double, bool, string, the name of an enum's member, or an <see cref="EquatableArray{T}"/> of int or string.
/// </param>
internal sealed record Argument(string Name, object? Value);

/// <summary>One layer as it was written.</summary>
/// <param name="Attribute">The attribute's name without its suffix: <c>Conv2D</c>.</param>
/// <param name="Arguments">What was given, optional constructor parameters included.</param>
internal sealed record LayerSpec(string Attribute, EquatableArray<Argument> Arguments)
{
    /// <summary>The attribute of an input.</summary>
    public const string Input = "Input";

    public bool Has(string name) => Named(name) is not null;

    /// <summary>Whether an argument is given, and not null.</summary>
    public bool IsSet(string name) => Find(name) is not null;

    public int Int(string name, int otherwise = 0) => Find(name) is int value ? value : otherwise;

    public double Double(string name, double otherwise = 0) => Find(name) is double value ? value : otherwise;

    public bool Bool(string name, bool otherwise = false) => Find(name) is bool value ? value : otherwise;

    public string Text(string name, string otherwise = "") => Find(name) as string ?? otherwise;

    public EquatableArray<int> Ints(string name) => Find(name) is EquatableArray<int> values ? values : default;

    public EquatableArray<string> Texts(string name) => Find(name) is EquatableArray<string> values ? values : default;

    private object? Find(string name) => Named(name)?.Value;

    private Argument? Named(string name)
    {
        foreach (Argument argument in Arguments)
        {
            if (argument.Name == name) { return argument; }
        }

        return null;
    }
}
