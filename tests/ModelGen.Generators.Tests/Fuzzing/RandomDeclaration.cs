using System.Globalization;
using System.Reflection;
using System.Text;

namespace ModelGen.Generators.Tests;

/// <summary>
/// Declarations made at random: all layers there are, with all arguments that they have, mostly as they should be; branches, several inputs
/// and outputs, names, budgets, set-ups, and classes of all sorts.
/// </summary>
internal sealed class RandomDeclaration(Random random)
{
    private static readonly Type[] s_layers = [.. typeof(LayerAttribute).Assembly.GetExportedTypes().Where(type =>
        type.IsSubclassOf(typeof(LayerAttribute)) && !type.IsAbstract && type != typeof(InputAttribute))
        .OrderBy(type => type.Name, StringComparer.Ordinal)];

    private static readonly Type[] s_any = [.. s_layers.Where(type => !IsForImages(type) && type != typeof(ReshapeAttribute))];
    private static readonly Type[] s_images = [.. s_layers.Where(IsForImages)];

    private static readonly string[] s_configs =
    [
        "random_normal(stddev=0.05)", "variance_scaling(scale=2, mode='fan_out', distribution='uniform')", "constant(0.1)", "he_normal",
        "random_uniform(minval=-1, maxval=1e-3)", "truncated_normal(0, 1)", "zeros", "random_norml(",
    ];

    private static readonly string[] s_names = ["a", "b", "trunk", "head", "class", "Conv1", "dense", "dense_1", "conv2d", "X", "x"];

    private static readonly string[] s_types =
        ["MnistCnn", "Model", "@class", "Étoile", "Dense", "N", "Step", "@record", "File", "Net1", "global"];

    // % is where the layers stand, @ the class's name.
    private static readonly string[] s_classes =
    [
        "% internal sealed partial class @;", "% public partial class @ { }", "namespace A.B { % public partial class @; }",
        "namespace A.B; % public partial class @;",
        "public static partial class Outer { % public partial class @; }", "public partial class Outer<T> { % public partial class @; }",
        "public partial record Outer { % internal partial class @ { } }", "/// <summary>Mine.</summary>\n% public partial class @;",
        "/// <remarks>Mine &amp; yours.</remarks>\n% partial class @ { public int Size { get; set; } }", "% partial class @ : Model { }",
        "% partial class @ : IDisposable { }", "% public partial class @ { private int _count; public int Count() => _count++; }",
        "% public partial record @;", "% public partial struct @;", "% public class @;", "% public abstract partial class @;",
        "% public partial class @<T>;", "% partial class @ { } partial class @ { }",
        "% public partial class @ { public @(int n) : this() { } }",
        "namespace System.Model { % public partial class @; }", "% public partial class @ { public int Summary; }",
        "% public partial class @ { private void Conv1() { } private int s, Dense1; public static int Y1 = 3, W1; }",
        "% public partial class @ { public class Step; public class Model; public class Dense; public struct Device; }",
        "namespace ModelGen { % public partial class @; }", "namespace A.ModelGen.Kernels { % public partial class @; }",
        "% public partial class @ { ~@() { } public override string ToString() => \"\"; }",
        "public partial interface I { % public partial class @; }", "% file partial class @;", "% [Obsolete] public partial class @;",
        "% public partial class @ { public void Predict() { } public int Forward(int n) => n; }",
        "namespace @.@ { % public partial class @; }",
        "class Global { } namespace Global.System { % partial class @; }", "#nullable disable\n% partial class @;",
        "% partial class @ { public static readonly @ One = new(seed: 1); private protected class Names; public enum Predictor; }",
        "namespace N { public class Tensor; public class Block; public class List; % public partial class @; }",
        "public partial class Base { } public partial class @ : Base { % partial class In; }",
    ];

    private readonly List<string> _taken = [];
    private bool _isImage;

    public static string Make(Random random) => new RandomDeclaration(random).Write();

    private static bool IsForImages(Type type) => type.IsSubclassOf(typeof(PoolAttribute)) || type == typeof(Conv2DAttribute)
        || type == typeof(FlattenAttribute) || typeof(GlobalAveragePoolAttribute).IsAssignableFrom(type);

    private bool Rarely(int times = 60) => random.Next(times) == 0;

    private T Any<T>(IReadOnlyList<T> all) => all[random.Next(all.Count)];

    private string Write()
    {
        var text = new StringBuilder();
        if (Rarely(6)) { text.Append($"[Model(Name = {Quoted(Any(s_names))})] "); }
        if (Rarely(10)) { text.Append($"[Budget(MaxParameters = {Int(100_000)}, MaxMultiplyAdds = {Int(1000)})] "); }
        if (Rarely(10)) { text.Append("[Compile(Loss = \"mse\", Optimizer = \"adam\", LearningRate = 0.01, Metrics = [\"mae\"])] "); }
        for (int inputs = Rarely(5) ? 2 : 1; inputs > 0; inputs--) { AppendWay(text); }
        if (_taken.Count > 0 && Rarely(6))
        {
            text.Append("[Output] ").Append($"[From({Quoted(Any(_taken))})] [Flatten] [Dense(2, Softmax)] [Output(Name = \"second\")]\n");
        }

        string name = Rarely(3) ? Any(s_types) : "Net", type = Rarely(3) ? Any(s_classes) : "% public partial class @;";
        return type.Replace("~@", "~" + name.TrimStart('@')).Replace("@", name).Replace("%", text.ToString());
    }

    private void AppendWay(StringBuilder text)
    {
        string name = Rarely(4) ? ", " + Name() : "";
        bool isFirst = text.ToString().IndexOf("[Input", StringComparison.Ordinal) < 0;
        if (!isFirst) { text.Append($"[Flatten] [ReLU({Name()})] "); }
        _isImage = random.Next(2) == 0;
        string before = isFirst ? "" : _taken[^1];
        text.Append(_isImage ? $"[Input({Size(20)}, {Size(20)}, {Size(3)}{name})]\n" : $"[Input({Size(20)}{name})]\n");
        for (int layers = random.Next(1, 9); layers > 0; layers--)
        {
            Type layer = Any(Rarely() ? s_layers : _isImage && random.Next(2) == 0 ? s_images : s_any);
            if (layer.IsSubclassOf(typeof(MergeAttribute)))
            {
                if (Rarely(2)) { text.Append($"[ReLU({Name()})] {Written(typeof(BatchNormalizationAttribute))} "); } else { continue; }
            }

            text.Append(Written(layer)).Append(Any([" ", "\n", " // then\n"]));
            if (layer == typeof(FlattenAttribute) || typeof(GlobalAveragePoolAttribute).IsAssignableFrom(layer)) { _isImage = false; }
        }

        if (before.Length > 0) { text.Append($"[Flatten] [Concatenate({Quoted(before)})] "); }
        text.Append(_isImage ? "[Flatten] [Dense(3, Softmax)]\n" : Rarely(3) ? "" : "[Dense(3)]\n");
    }

    private string Int(int most) => random.Next(most).ToString(CultureInfo.InvariantCulture);

    private string Size(int most) => (random.Next(most) + 1).ToString(CultureInfo.InvariantCulture);

    private string Written(Type layer)
    {
        ConstructorInfo constructor = Any(layer.GetConstructors());
        var arguments = constructor.GetParameters().Where(p => !p.HasDefaultValue || random.Next(2) == 0)
            .Select(parameter => (Rarely(10) ? parameter.Name + ": " : "") + Value(parameter.ParameterType, parameter.Name!)).ToList();
        arguments.RemoveAll(argument => argument.Length == 0);
        foreach (PropertyInfo property in layer.GetProperties().Where(p => p.SetMethod is { IsPublic: true } && Rarely(12)))
        {
            arguments.Add(property.Name == "Name" ? Name() : $"{property.Name} = {Value(property.PropertyType, property.Name)}");
        }

        if (Rarely(200)) { arguments.Reverse(); }
        string name = layer.Name[..^"Attribute".Length];
        string written = Rarely(40) ? "ModelGen." + name : Rarely(40) ? $"global::ModelGen.{layer.Name}" : name;
        return arguments.Count == 0 ? $"[{written}]" : $"[{written}({string.Join(", ", arguments)})]";
    }

    private string Name()
    {
        string name = (Rarely(100) ? "a b" : Any(s_names)) + (Rarely(10) ? "" : _taken.Count.ToString(CultureInfo.InvariantCulture));
        _taken.Add(name);
        return $"Name = {Quoted(name)}";
    }

    private string Value(Type type, string name)
    {
        if (Rarely(200)) { return Any(["0", "-1", "int.MaxValue", "double.NaN", "1e300", "null", "\"\"", "1 / 2", "true", "(Padding)7"]); }
        if (name == "MovingVarianceInitializer") { return "Initializer.Ones"; }
        if (name == "momentum" || name == "Momentum") { return "0.9"; }
        if (name == "rate") { return Any(["0.1", "0.5", "0.25"]); }
        if (type.IsEnum && name.EndsWith("Initializer", StringComparison.Ordinal) && !Rarely(10)) { return "Initializer.HeNormal"; }
        if (type.IsEnum) { return $"{type.Name}.{Any(Enum.GetNames(type))}"; }
        if (type == typeof(bool)) { return Rarely(2) ? "true" : "false"; }
        if (type == typeof(int))
        {
            return name is "Axis" or "axis" ? Rarely(10) ? "2" : Any(["-1", "1"])
                : Size(name.Contains("nits") || name == "filters" ? 9 : 3);
        }

        if (type == typeof(double)) { return Any(["0.1", "0.5", "1e-3", "2", "0", "0.999"]); }
        if (type == typeof(int[])) { return Any(["-1", "2, -1", "3, 4", "-1, 1, 2", "new[] { 4, -1 }"]); }
        if (type == typeof(string[])) { return _taken.Count == 0 ? "" : Quoted(Rarely(8) ? Any(_taken) : _taken[^1]); }
        return Quoted(name.EndsWith("Config", StringComparison.Ordinal) ? Any(s_configs) : Any(s_names));
    }

    private static string Quoted(string text) => $"\"{text}\"";
}
