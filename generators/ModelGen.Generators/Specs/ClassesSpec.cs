namespace ModelGen.Generators.Specs;

/// <summary>What [Classes] says: what the classes are called that a model tells apart.</summary>
/// <param name="Names">The name of each, class 0 first.</param>
/// <param name="Type">The enum whose members they are, as code; null where they are strings.</param>
/// <param name="Accessibility">Who may see a member that gives it: public or internal; null where there is to be none.</param>
internal sealed record ClassesSpec(EquatableArray<string> Names, string? Type, string? Accessibility)
{
    /// <summary>The attribute's name.</summary>
    public const string Attribute = "Classes";

    /// <summary>How many classes an output tells apart: one for each value, or two by a single one.</summary>
    public static int CountOf(Shape output) => output.Size == 1 ? 2 : output.Size;
}
