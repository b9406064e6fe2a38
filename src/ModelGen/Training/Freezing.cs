using ModelGen.Kernels;

namespace ModelGen;

/// <summary>What of a model is frozen: parameters, and layers as a whole.</summary>
internal sealed class Freezing
{
    private readonly ModelDefinition _definition;
    private readonly int[] _layers;
    private readonly bool[] _parameterIsFrozen;
    private readonly bool[] _layerIsFrozen;

    public Freezing(ModelDefinition definition)
    {
        _definition = definition;
        _layers = [.. definition.Parameters.Select(parameter => LayerOf(definition, parameter.Name))];
        _layerIsFrozen = [.. definition.Layers.Select(layer => layer.IsFrozen)];
        _parameterIsFrozen = [.. _layers.Select(layer => layer >= 0 && _layerIsFrozen[layer])];
    }

    /// <summary>Whether optimizers change a parameter.</summary>
    public bool Trains(int parameter) => _definition.Parameters[parameter].IsTrainable && !_parameterIsFrozen[parameter];

    /// <summary>Freezes a parameter, or says that it is trained.</summary>
    /// <exception cref="InvalidOperationException">It is never trained, or its layer works otherwise while it is frozen.</exception>
    public void SetParameter(int parameter, bool isTrained)
    {
        if (isTrained) { CheckMayTrain(parameter); }
        _parameterIsFrozen[parameter] = !isTrained;
    }

    /// <summary>Freezes what names mean, or says that it is trained.</summary>
    /// <param name="patterns">Patterns of layers (<c>conv*</c>) or of parameters (<c>*/bias</c>); none: all layers.</param>
    /// <param name="areFrozen">Whether it is frozen.</param>
    /// <exception cref="ArgumentException">A pattern means nothing that could be frozen; nothing has changed.</exception>
    public void Set(IReadOnlyList<string> patterns, bool areFrozen)
    {
        (int[] layers, int[] parameters) = Select(patterns.Count == 0 ? ["*"] : patterns);
        if (!areFrozen)
        {
            foreach (int parameter in parameters.Where(parameter => !layers.Contains(_layers[parameter]))) { CheckMayTrain(parameter); }
        }

        foreach (int layer in layers) { _layerIsFrozen[layer] = areFrozen; }
        foreach (int parameter in parameters) { _parameterIsFrozen[parameter] = areFrozen; }
    }

    /// <summary>What is frozen, by name: layers with a state, which work otherwise, and parameters.</summary>
    public IReadOnlyList<string> Names =>
    [
        .. _definition.Layers.Where((_, layer) => _layerIsFrozen[layer] && HasState(layer)).Select(layer => layer.Name),
        .. _definition.Parameters.Where((definition, parameter) => definition.IsTrainable && _parameterIsFrozen[parameter])
            .Select(parameter => parameter.Name),
    ];

    /// <summary>The first of these names that could not be frozen, or null.</summary>
    public string? FirstUnknown(IEnumerable<string> names)
    {
        HashSet<string> known =
        [
            .. _definition.Layers.Where((_, layer) => HasState(layer)).Select(layer => layer.Name),
            .. _definition.Parameters.Where(parameter => parameter.IsTrainable).Select(parameter => parameter.Name),
        ];
        return names.FirstOrDefault(name => !known.Contains(name));
    }

    /// <summary>Freezes exactly these, as <see cref="Names"/> gives them.</summary>
    public void SetNames(IReadOnlyCollection<string> names)
    {
        for (int i = 0; i < _layerIsFrozen.Length; i++) { _layerIsFrozen[i] = HasState(i) && names.Contains(_definition.Layers[i].Name); }
        for (int i = 0; i < _parameterIsFrozen.Length; i++) { _parameterIsFrozen[i] = names.Contains(_definition.Parameters[i].Name); }
    }

    /// <summary>For what a step is done.</summary>
    /// <param name="needsInputs">Whether the gradients of the inputs are needed.</param>
    public StepMask Mask(bool needsInputs) => MaskOf(Trains, layer => !_layerIsFrozen[layer], needsInputs);

    /// <summary>A step for nothing but the gradients of the inputs, or for none, which works as predictions do.</summary>
    public StepMask MaskOfInputs(bool needsInputs) => MaskOf(_ => false, _ => false, needsInputs, isInference: true);

    private void CheckMayTrain(int parameter)
    {
        ParameterDefinition definition = _definition.Parameters[parameter];
        if (!definition.IsTrainable)
        {
            throw new InvalidOperationException($"{definition.Name} is never trained by gradients: training passes follow it.");
        }

        if (_layers[parameter] is not (>= 0 and var layer) || !_layerIsFrozen[layer] || !HasState(layer)) { return; }
        string name = _definition.Layers[layer].Name;
        throw new InvalidOperationException(
            $"{definition.Name} cannot be trained while its layer is frozen, because {name} then works by its moving statistics. Call "
                + $"model.Unfreeze(\"{name}\") first.");
    }

    private StepMask MaskOf(Func<int, bool> trains, Func<int, bool> followsBatch, bool needsInputs, bool isInference = false)
    {
        int[] stored = [.. Enumerable.Range(0, _layers.Length).Where(parameter => _definition.Parameters[parameter].IsTrainable)
            .OrderBy(parameter => _definition.Parameters[parameter].Weight.Offset)];
        long[] places = [.. stored.Select(parameter => _definition.Parameters[parameter].Weight.Offset)];
        bool[] updates = [.. stored.Select(trains)];
        if (_definition.Layers.Length == 0) { return new StepMask(null, null, null, 0, places, updates) { IsInference = isInference }; }

        int inputs = _definition.Inputs.Length;
        var layerTrains = new bool[_definition.Layers.Length];
        foreach (int parameter in stored) { layerTrains[_layers[parameter]] |= trains(parameter); }
        var needs = new bool[inputs + layerTrains.Length];
        needs.AsSpan(0, inputs).Fill(needsInputs);
        for (int layer = 0; layer < layerTrains.Length; layer++)
        {
            LayerDefinition definition = _definition.Layers[layer];
            needs[inputs + layer] = layerTrains[definition.SharesWith == 0 ? layer : definition.SharesWith - 1]
                || definition.Reads.Any(read => needs[read + inputs - 1]);
        }

        return new StepMask(
            layerTrains, needs, [.. Enumerable.Range(0, layerTrains.Length).Select(followsBatch)], inputs, places, updates)
        {
            IsInference = isInference,
        };
    }

    private (int[] Layers, int[] Parameters) Select(IEnumerable<string> patterns)
    {
        HashSet<int> layers = [], parameters = [];
        foreach (string pattern in patterns)
        {
            ArgumentNullException.ThrowIfNull(pattern, nameof(patterns));
            bool isOfParameters = pattern.Contains('/');
            int[] found = [.. Enumerable.Range(0, _layers.Length).Where(parameter => NamePattern.Fits(pattern, isOfParameters
                ? _definition.Parameters[parameter].Name : NameOfLayer(parameter)))];
            if (!isOfParameters) { layers.UnionWith(found.Select(parameter => _layers[parameter]).Where(layer => layer >= 0)); }
            int[] trainable = [.. found.Where(parameter => _definition.Parameters[parameter].IsTrainable)];
            if (isOfParameters ? trainable.Length == 0 : found.Length == 0)
            {
                throw NamePattern.Nothing(
                    pattern, "that could be frozen", [.. Enumerable.Range(0, _layers.Length).Select(NameOfLayer).Distinct()],
                    [.. _definition.Parameters.Where(parameter => parameter.IsTrainable).Select(parameter => parameter.Name)]);
            }

            parameters.UnionWith(trainable);
        }

        return ([.. layers], [.. parameters.Order()]);
    }

    // Whether it has parameters that training passes follow.
    private bool HasState(int layer) =>
        Enumerable.Range(0, _layers.Length).Any(parameter => _layers[parameter] == layer && !_definition.Parameters[parameter].IsTrainable);

    private string NameOfLayer(int parameter) => NamePattern.LayerOf(_definition.Parameters[parameter].Name);

    private static int LayerOf(ModelDefinition definition, string parameter) =>
        Array.FindIndex(definition.Layers, layer => layer.Name == NamePattern.LayerOf(parameter));
}
