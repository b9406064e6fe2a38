using System.Text.RegularExpressions;

namespace ModelGen.Generators.Layers;

/// <summary>Keras's way from a class name to a name.</summary>
internal static class KerasNames
{
    /// <summary>Conv2D gives conv2d, MaxPooling2D max_pooling2d, MnistCnn mnist_cnn.</summary>
    public static string SnakeCase(string className)
    {
        string words = Regex.Replace(className, "(.)([A-Z][a-z0-9]+)", "$1_$2");
        return Regex.Replace(words, "([a-z])([A-Z])", "$1_$2").ToLowerInvariant();
    }

    /// <summary>kernel gives Kernel, moving_mean MovingMean.</summary>
    public static string PascalCase(string name) =>
        string.Concat(name.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word.Substring(1)));
}
