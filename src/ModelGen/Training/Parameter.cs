namespace ModelGen;

/// <summary>One parameter of a model, read and written in Keras's layout wherever it lies.</summary>
public sealed class Parameter
{
    private readonly Model _model;
    private readonly ParameterDefinition _definition;
    private readonly int _number;

    internal Parameter(Model model, ParameterDefinition definition, int number) =>
        (_model, _definition, _number) = (model, definition, number);

    /// <summary>Keras's path without the model: <c>conv2d/kernel</c>.</summary>
    public string Name => _definition.Name;

    /// <summary>Its shape in Keras's layout.</summary>
    public IReadOnlyList<int> Shape => _definition.Shape;

    /// <summary>How many values it has.</summary>
    public int Count => _definition.Weight.Size;

    /// <summary>
    /// Whether optimizers change it; set, from the next step on. Moving statistics of normalizations are never trained: training passes
    /// follow them. A normalization whose gamma is frozen still works by the batch; <see cref="Model.Freeze"/> freezes it as a layer.
    /// </summary>
    /// <exception cref="InvalidOperationException">It is never trained, or it is one of a normalization that is frozen as a
    /// layer.</exception>
    public bool Trainable
    {
        get => _model.Freezing.Trains(_number);
        set
        {
            using CallGuard.Entry call = _model.Enter("Parameter.Trainable", allowedInCallback: true, goesOn: true);
            _model.Freezing.SetParameter(_number, value);
            _model.TakeFreezing();
        }
    }

    private long Offset => _definition.Weight.Offset;

    /// <summary>A copy of its values, row-major.</summary>
    public float[] ToArray()
    {
        var values = new float[Count];
        CopyTo(values);
        return values;
    }

    /// <summary>Copies its values out, row-major.</summary>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has not <see cref="Count"/> values.</exception>
    public void CopyTo(Span<float> destination)
    {
        CheckLength(destination.Length, nameof(destination));
        using (_model.Enter("Parameter.CopyTo", allowedInCallback: true, goesOn: _definition.IsTrainable)) { Read(destination); }
    }

    /// <summary>Sets its values, row-major.</summary>
    /// <exception cref="ArgumentException"><paramref name="values"/> has not <see cref="Count"/> values.</exception>
    public void Set(ReadOnlySpan<float> values)
    {
        CheckLength(values.Length, nameof(values));
        using (_model.Enter("Parameter.Set", allowedInCallback: true)) { Write(values); }
    }

    /// <summary>A copy of its gradient as the last <c>Backward</c> calls left it; all 0 before the first.</summary>
    /// <exception cref="InvalidOperationException"><c>Fit</c> or <c>TrainOnBatch</c> has trained since, and
    /// updated it without keeping its gradient; or it was not trained (<see cref="Trainable"/>) and has none.</exception>
    public float[] GradientToArray()
    {
        var values = new float[Count];
        CopyGradientTo(values);
        return values;
    }

    /// <summary>Copies its gradient out, as the last <c>Backward</c> calls left it; all 0 before the first.</summary>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has not <see cref="Count"/> values.</exception>
    /// <exception cref="InvalidOperationException"><c>Fit</c> or <c>TrainOnBatch</c> has trained since, and
    /// updated it without keeping its gradient; or it was not trained (<see cref="Trainable"/>) and has none.</exception>
    public void CopyGradientTo(Span<float> destination)
    {
        CheckLength(destination.Length, nameof(destination));
        using (_model.Enter("Parameter.CopyGradientTo", allowedInCallback: true, goesOn: true))
        {
            if (!_definition.IsTrainable || !_model.Mask.UpdatesAt(Offset))
            {
                string when = _definition.IsTrainable ? "was" : "is";
                throw new InvalidOperationException($"{Name} {when} not trained, so it has no gradient. Ask parameter.Trainable first.");
            }

            if (_model.BackwardUpdate?.HasTaken(Offset) == true)
            {
                throw new InvalidOperationException(
                    $"The last step was trained without keeping the gradient of {Name}. Call model.Forward and "
                        + "model.Backward to get it.");
            }

            _model.Read(_model.GradientArena, Offset, Shape, destination);
        }
    }

    /// <summary>For callers who have made sure that no other call is running, and of the length.</summary>
    internal void Read(Span<float> destination) => _model.Read(_model.ParameterArena, Offset, Shape, destination);

    /// <summary>A copy of the values, for the same callers.</summary>
    internal float[] ReadAll()
    {
        var values = new float[Count];
        Read(values);
        return values;
    }

    /// <inheritdoc cref="Read"/>
    internal void Write(ReadOnlySpan<float> values)
    {
        _model.Write(_model.ParameterArena, Offset, Shape, values);
        _model.MarkChanged();
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({string.Join(", ", Shape)})";

    private void CheckLength(int length, string argument)
    {
        if (length != Count) { throw new ArgumentException($"{ToString()} has {Count:N0} values, but {length:N0} are given.", argument); }
    }
}
