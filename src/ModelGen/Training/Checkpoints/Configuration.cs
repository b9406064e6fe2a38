using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;

namespace ModelGen;

/// <summary>
/// What something was configured with, as a text to compare: its class and its public properties, <c>Adam(Beta1: 0.9, Beta2: 0.999,
/// Epsilon: 1E-07)</c>.
/// </summary>
internal static class Configuration
{
    // They change while it trains and are part of its state.
    private static readonly string[] s_state = [nameof(Optimizer.LearningRate), nameof(Optimizer.CurrentLearningRate),
        nameof(Optimizer.Iterations)];

    public static string Of(Optimizer optimizer)
    {
        string schedule = optimizer.LearningRate.Schedule is { } rate ? $" with {Of(rate, rate.GetType())}" : "";
        string excluded = optimizer.NotDecayed.Count > 0 ? $" without decay of {Text(optimizer.NotDecayed)}" : "";
        return Of(optimizer, optimizer.GetType(), s_state) + schedule + excluded;
    }

    public static string Of(Loss loss) => Of(loss, loss.GetType());

    public static string Of(Metric metric) => Of(metric, metric.GetType());

    private static string Of(object thing, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] Type type,
        string[]? without = null)
    {
        IEnumerable<string> values = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0 && without?.Contains(property.Name) != true)
            .OrderBy(property => property.Name, StringComparer.Ordinal)
            .Select(property => $"{property.Name}: {Text(property.GetValue(thing))}");
        return $"{type.Name}({string.Join(", ", values)})";
    }

    private static string Text(object? value) => value switch
    {
        null => "none",
        string text => text,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable list => $"[{string.Join(", ", list.Cast<object?>().Select(Text))}]",
        _ => value.ToString()!,
    };
}
