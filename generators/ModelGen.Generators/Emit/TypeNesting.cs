namespace ModelGen.Generators.Emit;

/// <summary>Prints the namespace and the types around a model.</summary>
internal static class TypeNesting
{
    public static void Write(CodeWriter code, ModelSpec spec, Action body) => Write(code, spec.Namespace, spec.Containers, body);

    public static void Write(CodeWriter code, string space, EquatableArray<string> containers, Action body)
    {
        if (space == "") { WriteContainers(code, containers, 0, body); }
        else { code.Block($"namespace {space}", () => WriteContainers(code, containers, 0, body)); }
    }

    private static void WriteContainers(CodeWriter code, EquatableArray<string> containers, int depth, Action body)
    {
        if (depth == containers.Count) { body(); }
        else { code.Block(containers[depth], () => WriteContainers(code, containers, depth + 1, body)); }
    }
}
