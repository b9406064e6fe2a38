namespace ModelGen;

/// <summary>Gives parameters of a model the values that are elsewhere under their names, when everything has been checked.</summary>
internal sealed class WeightTransfer(Model model)
{
    /// <summary>The names of what is there.</summary>
    public required IReadOnlyCollection<string> Names { get; init; }

    /// <summary>The shape of what is there for a parameter, as text, or what else it is.</summary>
    public required Func<Parameter, string> Found { get; init; }

    /// <summary>Its values; throws where it is not of the parameter's shape, or not finite.</summary>
    public required Func<Parameter, float[]> Read { get; init; }

    /// <summary>Throws unless the first names are the second.</summary>
    public required Action<IReadOnlyCollection<string>, IReadOnlyCollection<string>> CheckNames { get; init; }

    /// <param name="skipMismatch">Whether parameters that are not there, or have another shape, are left as they are.</param>
    /// <param name="only">Patterns of the parameters that are taken; null: of all.</param>
    public WeightsReport Run(bool skipMismatch, IReadOnlyList<string>? only)
    {
        Parameter[] wanted = Wanted(only);
        string[] names = [.. wanted.Select(parameter => parameter.Name)];
        if (!skipMismatch) { CheckNames(only is null ? Names : [.. Names.Intersect(names)], names); }
        Parameter[] there = [.. wanted.Where(parameter => Names.Contains(parameter.Name))];
        Parameter[] taken = [.. there.Where(parameter => !skipMismatch || Found(parameter) == Expected(parameter))];
        float[][] values = [.. taken.Select(Read)];
        for (int i = 0; i < taken.Length; i++) { taken[i].Write(values[i]); }
        string[] takenNames = [.. taken.Select(parameter => parameter.Name)];
        return new WeightsReport(
            takenNames,
            [.. there.Except(taken).Select(parameter => new WeightMismatch(parameter.Name, Expected(parameter), Found(parameter)))],
            [.. names.Except(Names)],
            [.. Names.Except(takenNames)]);
    }

    private Parameter[] Wanted(IReadOnlyList<string>? only)
    {
        if (only is null) { return [.. model.Parameters]; }
        foreach (string pattern in only)
        {
            ArgumentNullException.ThrowIfNull(pattern, nameof(only));
            if (model.Parameters.Any(parameter => NamePattern.FitsParameter(pattern, parameter.Name))) { continue; }
            throw NamePattern.Nothing(pattern, "with weights", [.. model.Parameters.Select(p => NamePattern.LayerOf(p.Name)).Distinct()],
                [.. model.Parameters.Select(parameter => parameter.Name)]);
        }

        return [.. model.Parameters.Where(parameter => only.Any(pattern => NamePattern.FitsParameter(pattern, parameter.Name)))];
    }

    private static string Expected(Parameter parameter) => $"({string.Join(", ", parameter.Shape)})";
}
