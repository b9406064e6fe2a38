namespace ModelGen.Generators.Emit;

/// <summary>Prints what [Classes] says.</summary>
internal static class ClassesWriter
{
    /// <summary>The member that answers with the enum.</summary>
    public static void WriteMember(CodeWriter code, ClassesSpec? classes)
    {
        if (classes is not { Type: { } type, Accessibility: { } accessibility }) { return; }
        code.Line();
        code.Line("/// <inheritdoc cref=\"global::ModelGen.Model.Classify(global::System.ReadOnlySpan{float})\"/>");
        code.Line($"{accessibility} new global::ModelGen.Classification<{type}> Classify(global::System.ReadOnlySpan<float> sample) =>");
        code.Line("    new(base.Classify(sample));");
    }

    /// <summary>The names, for the definition.</summary>
    public static void WriteNames(CodeWriter code, ClassesSpec? classes)
    {
        if (classes is null) { return; }
        code.Wrapped($"ClassNames = [{string.Join(", ", classes.Names.Select(Text.Quote))}],");
    }
}
