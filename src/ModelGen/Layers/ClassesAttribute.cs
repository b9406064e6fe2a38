namespace ModelGen;

/// <summary>
/// What the classes are called that a model tells apart, in the order of their numbers: <c>[Classes("cat", "dog")]</c>, or the members of
/// an enum, <c>[Classes(typeof(Digit))]</c>. <c>model.Classify(sample)</c> answers with them. The compiler checks them against the last
/// layer: one for each of its values, or two for a single sigmoid.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ClassesAttribute : Attribute
{
    /// <summary>Names them.</summary>
    /// <param name="names">The name of each class, in the order of the labels: class 0 first.</param>
    public ClassesAttribute(params string[] names) => Names = names;

    /// <summary>Names them by an enum, whose members have the values 0, 1, 2 and so on.</summary>
    /// <param name="type">The enum.</param>
    public ClassesAttribute(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        (Type, Names) = (type, Enum.GetNames(type));
    }

    /// <summary>The name of each class.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The enum whose members they are, or null.</summary>
    public Type? Type { get; }
}
