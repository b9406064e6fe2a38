using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generators.Layers;

namespace ModelGen.Generators.Use;

/// <summary>Names of layers, parameters and inputs, and of files of weights.</summary>
internal static class ParameterRules
{
    private static readonly string[] s_otherFormats = [".h5", ".hdf5", ".keras", ".pt", ".pth", ".ckpt", ".pkl", ".pickle", ".npy", ".npz",
        ".onnx", ".pb", ".tflite", ".gguf", ".zip"];

    /// <summary>model.Parameters["conv2d/kernel"].</summary>
    public static void Check(IPropertyReferenceOperation access, UseContext context)
    {
        if (access is not { Property: { IsIndexer: true, ContainingType.Name: "ParameterCollection" }, Arguments.Length: 1,
            Instance: IPropertyReferenceOperation { Property.Name: "Parameters", Instance.Type: { } type } }
            || context.ModelOf(type) is not { } model || Follow.Constant(access.Arguments[0].Value) is not string name) { return; }
        string[] names = [.. Parameters(model)];
        if (!names.Contains(name)) { Report(access.Arguments[0].Value.Syntax, "parameter", name, names, context); }
    }

    /// <summary>The names that a call is given.</summary>
    public static void Check(IInvocationOperation call, ShapedModel model, UseContext context)
    {
        switch (call.TargetMethod.Name)
        {
            case "Freeze" or "Unfreeze": CheckPatterns(call, "patterns", model, context); break;
            case "LoadWeights" or "CopyWeightsFrom": CheckPatterns(call, "only", model, context); break;
            case "Outputs": CheckAll(call, "layers", "layer", [.. Owners(model).Select(layer => layer.Name)], context); break;
            case "InputGradient": CheckAll(call, "input", "input", [.. model.Inputs.Select(input => input.Name)], context); break;
        }

        if (call.TargetMethod.Name is "SaveWeights" or "LoadWeights" or "SaveCheckpoint")
        {
            CheckFile(UseCall.Argument(call, "path"), context);
        }
    }

    /// <summary>The name of a file that says another format than the one that is written.</summary>
    public static void CheckFile(IOperation? path, UseContext context)
    {
        if (Follow.Constant(path) is not string file) { return; }
        string? other = s_otherFormats.FirstOrDefault(format => file.EndsWith(format, StringComparison.OrdinalIgnoreCase));
        if (other is null) { return; }
        string instead = Text.Quote(file.Substring(0, file.Length - other.Length) + ".safetensors");
        bool isHere = path is ILiteralOperation;
        context.Report(RuleIds.OtherFormat, path!.Syntax, [file, other, instead],
            repairs: isHere ? [new Repair($"Write {instead}", instead)] : []);
    }

    private static void CheckPatterns(IInvocationOperation call, string argument, ShapedModel model, UseContext context)
    {
        string[] parameters = [.. Parameters(model)];
        string[] layers = [.. Owners(model).Where(layer => layer.Parameters.Count > 0).Select(layer => layer.Name)];
        foreach (IOperation pattern in Given(call, argument))
        {
            if (Follow.Constant(pattern) is not string text) { continue; }
            (string kind, string[] names) = text.Contains('/') ? ("parameter", parameters) : ("layer with parameters", layers);
            if (!names.Any(name => Matches(text, name))) { Report(pattern.Syntax, kind, text, names, context); }
        }
    }

    // * stands for any letters, ? for one. A regular expression for each call would take longer than all that is asked of the compiler.
    // What the last * stands for grows until the rest fits: what stood for an earlier one need not change.
    private static bool Matches(string pattern, string name)
    {
        int at = 0, from = 0, star = -1, grown = 0;
        while (from < name.Length)
        {
            if (at < pattern.Length && pattern[at] == '*') { (star, grown) = (at++, from); }
            else if (at < pattern.Length && (pattern[at] == '?' || pattern[at] == name[from])) { (at, from) = (at + 1, from + 1); }
            else if (star >= 0) { (at, from) = (star + 1, ++grown); }
            else { return false; }
        }

        return pattern.Skip(at).All(c => c == '*');
    }

    private static void CheckAll(IInvocationOperation call, string argument, string kind, string[] names, UseContext context)
    {
        foreach (IOperation name in Given(call, argument))
        {
            if (Follow.Constant(name) is string text && !names.Contains(text)) { Report(name.Syntax, kind, text, names, context); }
        }
    }

    private static IReadOnlyList<IOperation> Given(IInvocationOperation call, string name)
    {
        IOperation? argument = call.Arguments.FirstOrDefault(a => a.Parameter?.Name == name && a.ArgumentKind != ArgumentKind.DefaultValue)
            ?.Value;
        IReadOnlyList<IOperation> elements = Follow.Elements(argument);
        return elements.Count > 0 || argument is null ? elements : [argument];
    }

    private static IEnumerable<ShapedLayer> Owners(ShapedModel model) => model.Layers.Where(layer => layer.SharesWith == 0);

    private static IEnumerable<string> Parameters(ShapedModel model) =>
        Owners(model).SelectMany(layer => layer.Parameters.Select(parameter => $"{layer.Name}/{parameter.Name}"));

    private static void Report(SyntaxNode place, string kind, string name, string[] names, UseContext context)
    {
        if (names.Length == 0) { return; }
        string near = Text.Quote(names.OrderBy(other => Words.Distance(other, name)).First());
        string[] shown = [.. names.Take(8).Select(Text.Quote), .. names.Length > 8 ? ["others"] : (string[])[]];
        context.Report(RuleIds.NoSuchName, place, [kind, name, Text.List(shown), near],
            repairs: place is LiteralExpressionSyntax ? [new Repair($"Write {near}", near)] : []);
    }
}
