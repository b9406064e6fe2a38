using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace ModelGen;

/// <summary>The parameters of a model, in the order of its layers.</summary>
public sealed class ParameterCollection : IReadOnlyList<Parameter>
{
    private readonly Parameter[] _parameters;

    internal ParameterCollection(Model model, ModelDefinition definition) =>
        _parameters = [.. definition.Parameters.Select((parameter, i) => new Parameter(model, parameter, i))];

    /// <summary>How many parameters there are.</summary>
    public int Count => _parameters.Length;

    /// <summary>A parameter by its number.</summary>
    public Parameter this[int index] => _parameters[index];

    /// <summary>A parameter by its name: <c>model.Parameters["conv2d/kernel"]</c>.</summary>
    /// <exception cref="KeyNotFoundException">There is none of this name; the message lists all names.</exception>
    public Parameter this[string name] => TryGet(name, out Parameter? parameter)
        ? parameter
        : throw new KeyNotFoundException(
            $"There is no parameter \"{name}\". There are: {string.Join(", ", _parameters.Select(p => p.Name))}.");

    /// <summary>A parameter by its name, if there is one.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out Parameter? parameter)
    {
        parameter = Array.Find(_parameters, p => p.Name == name);
        return parameter is not null;
    }

    /// <summary>Throws where a parameter is not finite, before it is kept somewhere.</summary>
    /// <exception cref="InvalidOperationException">One is not; the message names it and its place.</exception>
    internal void CheckFinite(string call)
    {
        foreach (Parameter parameter in _parameters)
        {
            float[] values = parameter.ReadAll();
            if (Bounds.IndexOfNonFinite(values) is >= 0 and var place)
            {
                throw new InvalidOperationException(
                    $"{call} would keep {parameter.Name} with {values[place]} at place {place}. Set it, or load weights that are finite.");
            }
        }
    }

    /// <summary>A line for each, with its shape: <c>conv2d/kernel (5, 5, 1, 32)</c>.</summary>
    public override string ToString() => string.Join('\n', _parameters.AsEnumerable());

    /// <inheritdoc/>
    public IEnumerator<Parameter> GetEnumerator() => ((IEnumerable<Parameter>)_parameters).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
