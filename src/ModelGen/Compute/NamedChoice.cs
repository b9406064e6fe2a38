namespace ModelGen;

/// <summary>The names under which the user may ask for a loss, an optimizer or a metric.</summary>
internal sealed class NamedChoice<T>(string kind, StringComparison comparison, params (string[] Names, Func<string, T> Make)[] choices)
{
    /// <summary>What <paramref name="name"/> stands for.</summary>
    /// <exception cref="ArgumentException">Nothing has this name; the message lists the near ones and all.</exception>
    public T Resolve(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach ((string[] names, Func<string, T> make) in choices)
        {
            if (names.Any(known => string.Equals(known, name, comparison))) { return make(name); }
        }

        string hint = NearNames.Hint(name, choices.Select(choice => choice.Names));
        string all = string.Join(", ", choices.SelectMany(choice => choice.Names).Select(n => $"\"{n}\""));
        throw new ArgumentException($"There is no {kind} \"{name}\".{hint} Known names: {all}.", nameof(name));
    }
}
