using System.Globalization;
using System.Reflection;
using System.Text;

namespace ModelGen.Tests;

/// <summary>
/// The table of all names: what each is by default, with how many numbers of Keras's it was compared, and how far it was from them at most.
/// </summary>
internal static class KerasTable
{
    private static readonly (string Heading, IEnumerable<KerasValue> Values)[] s_kinds =
    [
        ("Losses", KerasLosses.All),
        ("Optimizers", KerasOptimizers.All),
        ("Learning-rate schedules", KerasSchedules.All),
        ("Metrics", KerasMetrics.All),
        ("Activations", KerasActivations.All),
    ];

    /// <summary>The table, in Markdown.</summary>
    public static string Write()
    {
        var text = new StringBuilder("""
            # Keras's numbers and ours

            Written by the tests from the lists in `tests/ModelGen.Tests/Keras`. *Numbers* counts the values that were compared with what
            Keras 3 printed or, where it printed nothing, with the formula in double. *Deviation* is the largest one beyond the rounding of
            what was printed, relative to the value or, below 1, absolute (on a CPU with AVX-512); 1e-6 is allowed, 1e-5 for optimizers.

            """.ReplaceLineEndings("\n"));
        foreach ((string heading, IEnumerable<KerasValue> values) in s_kinds)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"\n## {heading}\n\n| name | by default | numbers | deviation |\n|---|---|---|---|\n");
            foreach (IGrouping<string, KerasValue> group in values.GroupBy(value => value.Name)
                .OrderBy(group => group.Key, StringComparer.OrdinalIgnoreCase))
            {
                int numbers = group.Sum(value => KerasNumber.ParseAll(value.Expected).Length);
                string deviation = Deviation(group.Max(value => value.LargestDeviation()));
                text.Append(CultureInfo.InvariantCulture, $"| {group.Key} | {Default(group.First())} | {numbers} | {deviation} |\n");
            }
        }

        return text.Append("""

            ## Where we differ on purpose

            | what | Keras | here |
            |---|---|---|
            | targets outside a loss's domain: 2 or 255 in a cross-entropy, -1 in Poisson | trains on, to losses below 0 | an error |
            | accuracy, precision, AUC of logits, margins, labels -1 and 1, or a regression | numbers without a meaning | an error |
            | an update that makes a parameter NaN or infinite | the model is NaN from then on | the parameter stays, and an error says so |
            | `new Huber(0)` | a loss of 0, whatever the error | an error: `delta` must be above 0 |
            | `ClipNorm = 1e25`, gradients of 1e24 | their squares overflow in float32, and they become 0 | norms are double on a CPU |
            | `Sum` and `Mean` without an axis | all values of the batch become one | those of each sample become one |
            | `MeanIoU` and the like with fractional weights | adds them up as whole numbers, rounded toward 0 | adds them up as they are |

            """.ReplaceLineEndings("\n")).ToString();
    }

    /// <summary>The table without its last column, which differs between CPUs.</summary>
    public static string WithoutDeviations(string table) =>
        string.Join('\n',
            table.Split('\n')
                .Select(line => line.StartsWith("| ", StringComparison.Ordinal) ? line[..line.TrimEnd(' ', '|').LastIndexOf('|')] : line));

    private static string Deviation(double value) => value == 0 ? "0" : value.ToString("0e-0", CultureInfo.InvariantCulture);

    private static string Default(KerasValue value)
    {
        ParameterInfo[] parameters = value.Kind == "activation" ? Function(value.Name) : Constructor(value);
        IEnumerable<string> defaults = parameters.Where(p => p.HasDefaultValue && p.Name != "name").Select(p => $"{p.Name}: {Text(p)}");
        string text = string.Join(", ", defaults);
        return text.Length == 0 ? "" : $"`{text}`";
    }

    // A class that stands in Keras's module of losses, optimizers or schedules, or of metrics. Names in lower case are strings alone.
    private static ParameterInfo[] Constructor(KerasValue value)
    {
        string name = value.Name;
        if (char.IsLower(name[0])) { return []; }
        Assembly library = typeof(Loss).Assembly;
        Type type = library.GetType(value.Kind == "metric" ? $"ModelGen.Metrics+{name}" : $"ModelGen.{name}")
            ?? throw new InvalidOperationException($"There is no class {name}.");
        return type.GetConstructors().Select(constructor => constructor.GetParameters())
            .MaxBy(p => p.Count(parameter => parameter.DefaultValue is double or not null) + p.Length)!;
    }

    private static ParameterInfo[] Function(string name)
    {
        MethodInfo[] methods = typeof(Activations).GetMethods(BindingFlags.Public | BindingFlags.Static);
        return methods.First(method =>
            string.Equals(method.Name, name.Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase))
            .GetParameters();
    }

    private static string Text(ParameterInfo parameter) => parameter.DefaultValue switch
    {
        null => "null",
        bool value => value ? "true" : "false",
        double value => value.ToString(CultureInfo.InvariantCulture),
        string value => $"\"{value}\"",
        var value =>
            value is int number && parameter.ParameterType.IsEnum
                ? Enum.ToObject(parameter.ParameterType, number).ToString()! : Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
