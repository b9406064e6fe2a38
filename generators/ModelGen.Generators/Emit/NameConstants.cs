namespace ModelGen.Generators.Emit;

/// <summary>
/// The names of a model's inputs, layers, parameters and outputs as constants of one nested class, so that a misspelt one is an error.
/// </summary>
internal static class NameConstants
{
    // What every class has, and what no member may be called.
    private static readonly string[] s_taken =
        ["Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString"];

    public static void Write(CodeWriter code, string className, IEnumerable<ShapedInput> inputs, IReadOnlyList<ShapedLayer> layers,
        IEnumerable<ShapedOutput> outputs)
    {
        var names = new HashSet<string>();
        var taken = new HashSet<string>(s_taken) { className };
        code.Line("/// <summary>The names of its inputs, layers, parameters and outputs.</summary>");
        code.Block($"public static class {className}", () =>
        {
            foreach ((string name, string about) in All(inputs, layers, outputs))
            {
                if (!names.Add(name)) { continue; }
                code.Wrapped($"/// <summary>{XmlDocs.Escape(about)}</summary>");
                code.Line($"public const string {Numbered(Identifier(name), taken)} = {Text.Quote(name)};");
            }
        });
    }

    private static IEnumerable<(string Name, string About)> All(IEnumerable<ShapedInput> inputs, IReadOnlyList<ShapedLayer> layers,
        IEnumerable<ShapedOutput> outputs)
    {
        foreach (ShapedInput input in inputs) { yield return (input.Name, $"An input{SizeOf(input.Shape)}."); }
        foreach (ShapedLayer layer in layers)
        {
            yield return (layer.Name, $"Layer {Text.Plain(layer.Number)}, {layer.KerasClass}{SizeOf(layer.Output)}.");
            foreach (ParameterSpec parameter in layer.Parameters)
            {
                yield return ($"{layer.Name}/{parameter.Name}",
                    $"The {Text.Words(parameter.Name)} of layer {Text.Plain(layer.Number)}{SizeOf(parameter.Shape)}.");
            }
        }

        foreach (ShapedOutput output in outputs) { yield return (output.Name, $"An output, of layer {Text.Plain(output.Layer)}."); }
    }

    private static string SizeOf(Shape shape) => shape.IsKnown ? $": {shape}" : "";

    /// <summary>Conv2dKernel for conv2d/kernel.</summary>
    private static string Identifier(string name)
    {
        string[] words = new string([.. name.Select(c => char.IsLetterOrDigit(c) ? c : ' ')])
            .Split([' '], StringSplitOptions.RemoveEmptyEntries);

        // Numbers do not run together: dense_1/... is Dense1, dense_1_1 is Dense1_1.
        string joined = "";
        foreach (string word in words)
        {
            bool wouldJoin = joined != "" && char.IsDigit(joined[joined.Length - 1]) && char.IsDigit(word[0]);
            joined += (wouldJoin ? "_" : "") + char.ToUpperInvariant(word[0]) + word.Substring(1);
        }

        return joined == "" || !char.IsLetter(joined[0]) ? "_" + joined : joined;
    }

    private static string Numbered(string name, HashSet<string> taken)
    {
        string free = name;
        for (int number = 2; !taken.Add(free); number++)
        {
            free = name + (char.IsDigit(name[name.Length - 1]) ? "_" : "") + Text.Plain(number);
        }

        return free;
    }
}
