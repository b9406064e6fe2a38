using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;

namespace ModelGen;

/// <summary>
/// What something was configured with, as a text: its class and its public properties, <c>Adam(Beta1: 0.9, Beta2: 0.999)</c>. The same in
/// every culture, also where a value is of a type of somebody's own.
/// </summary>
internal static class PublicProperties
{
    /// <summary>All of them, to compare.</summary>
    /// <param name="thing">What has them.</param>
    /// <param name="type">Its class.</param>
    /// <param name="without">Names that are left out.</param>
    public static string Of(
        object thing, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] Type type, params string[] without) =>
        Write(thing, type, without, static _ => true);

    /// <summary>Those that say something, for people: not what is absent, false or 0.</summary>
    /// <inheritdoc cref="Of"/>
    public static string Brief(
        object thing, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] Type type, params string[] without) =>
        Write(thing, type, without, static value => value is not (null or false or 0 or 0L or 0.0 or ICollection { Count: 0 }));

    private static string Write(
        object thing, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] Type type, string[] without,
        Func<object?, bool> wanted)
    {
        CultureInfo own = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture; // what values of other types write depends on it
        try
        {
            IEnumerable<string> values = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.GetIndexParameters().Length == 0 && !without.Contains(property.Name))
                .OrderBy(property => property.Name, StringComparer.Ordinal)
                .Select(property => (property.Name, Value: property.GetValue(thing)))
                .Where(property => wanted(property.Value))
                .Select(property => $"{property.Name}: {Text(property.Value)}");
            return $"{type.Name.Split('`')[0]}({string.Join(", ", values)})";
        }
        finally { CultureInfo.CurrentCulture = own; }
    }

    /// <summary>A value as it stands there.</summary>
    public static string Text(object? value) => value switch
    {
        null => "none",
        string text => text,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable list => $"[{string.Join(", ", list.Cast<object?>().Select(Text))}]",
        _ => value.ToString()!,
    };
}
