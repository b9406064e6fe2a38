namespace ModelGen.Generators.Emit;

/// <summary>Prints the namespace and the types around a model.</summary>
internal static class TypeNesting
{
    public static void Write(CodeWriter code, ModelSpec spec, Action body)
    {
        if (spec.Namespace == "") { WriteContainers(code, spec, 0, body); }
        else { code.Block($"namespace {spec.Namespace}", () => WriteContainers(code, spec, 0, body)); }
    }

    private static void WriteContainers(CodeWriter code, ModelSpec spec, int depth, Action body)
    {
        if (depth == spec.Containers.Count) { body(); }
        else { code.Block(spec.Containers[depth], () => WriteContainers(code, spec, depth + 1, body)); }
    }
}
