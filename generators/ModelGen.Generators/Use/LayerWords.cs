using System.Collections.Concurrent;
using ModelGen.Generators.Layers;

namespace ModelGen.Generators.Use;

/// <summary>What people write for layers and their arguments who know them by other names.</summary>
internal static class LayerWords
{
    private static readonly string[] s_layers =
        [LayerSpec.Input, GraphAttributes.From, GraphAttributes.Output, .. LayerCatalog.All.SelectMany(kind => kind.Attributes)];

    private static readonly Dictionary<string, string> s_elsewhere = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Linear"] = "Dense", ["FullyConnected"] = "Dense", ["Fc"] = "Dense", ["BatchNorm"] = "BatchNormalization",
        ["BatchNorm1d"] = "BatchNormalization", ["BatchNorm2d"] = "BatchNormalization", ["MaxPool2d"] = "MaxPool",
        ["AvgPool2d"] = "AveragePool", ["AvgPool"] = "AveragePool", ["Conv"] = "Conv2D", ["Convolution"] = "Conv2D",
        ["GlobalAvgPool"] = "GlobalAveragePool", ["View"] = "Reshape", ["Concat"] = "Concatenate", ["Cat"] = "Concatenate",
        ["Relu"] = "ReLU", ["Dropout2d"] = "Dropout", ["Drop"] = "Dropout", ["InputLayer"] = LayerSpec.Input,
        ["InputShape"] = LayerSpec.Input,
    };

    private static readonly Dictionary<string, string> s_arguments = new(StringComparer.OrdinalIgnoreCase)
    {
        ["bias"] = "UseBias", ["stride"] = "Strides", ["pad"] = "Padding", ["act"] = "activation", ["outfeatures"] = "units",
        ["size"] = "kernelSize", ["poolsize"] = "pool", ["p"] = "rate", ["outchannels"] = "filters", ["eps"] = "Epsilon",
        ["affine"] = "Scale", ["kernelregularizer"] = "KernelL2", ["biasregularizer"] = "BiasL2", ["activityregularizer"] = "ActivityL2",
    };

    private const int MostNames = 10_000;
    private static readonly ConcurrentDictionary<string, string?> s_near = new();

    /// <summary>Whether a call of this name may be that of a layer, well or badly spelt.</summary>
    public static bool MayBeLayer(string name) => LayerCatalog.Find(name) is not null || NearLayer(name) is not null;

    /// <summary>The layer that may be meant by a name that none has, or null.</summary>
    public static string? NearLayer(string name)
    {
        if (s_near.TryGetValue(name, out string? known)) { return known; }
        if (s_near.Count > MostNames) { s_near.Clear(); } // of all names that were ever typed
        return s_near.GetOrAdd(name, static written =>
            LayerCatalog.Contains(written) || KerasLayers.Instead(written) is not null ? null
            : s_elsewhere.TryGetValue(written, out string meant) ? meant
            : Nearest(written, s_layers));
    }

    /// <summary>The layer of Keras that may be meant and is not there yet, or null.</summary>
    public static string? NearNotYet(string name) => Nearest(name, [.. KerasLayers.Names]);

    /// <summary>The argument that may be meant by a name that none of a layer's has, or null.</summary>
    public static string? NearArgument(string name, IReadOnlyList<string> arguments)
    {
        string plain = name.Replace("_", "");
        return arguments.FirstOrDefault(argument => string.Equals(argument, plain, StringComparison.OrdinalIgnoreCase))
            ?? (s_arguments.TryGetValue(plain, out string meant) && arguments.Contains(meant) ? meant : null)
            ?? Nearest(plain, arguments);
    }

    /// <summary>The member of an enum that is meant by a word as Keras writes it, or null: relu, same, glorot_uniform.</summary>
    public static string? NearMember(string word, IReadOnlyList<string> members)
    {
        string plain = word.Replace("_", "").Replace("-", "").Replace(" ", "");
        return members.FirstOrDefault(member => string.Equals(member, plain, StringComparison.OrdinalIgnoreCase))
            ?? Nearest(plain, members);
    }

    private static string? Nearest(string name, IReadOnlyList<string> known)
    {
        (string Name, int Distance) best = known.Select(other => (other, Words.Distance(other, name)))
            .OrderBy(other => other.Item2).ThenBy(other => Math.Abs(other.other.Length - name.Length)).FirstOrDefault();
        return best.Name is not null && name.Length > 2 && best.Distance <= Math.Max(1, Math.Min(best.Name.Length, name.Length) / 3)
            ? best.Name : null;
    }
}
