using ModelGen.Data;

namespace ModelGen;

/// <content>The same for data in arrays, memories and tensors.</content>
public abstract partial class Model
{
    /// <summary>
    /// Trains on samples in memory: <paramref name="x"/> holds them one after the other, each in the shape of the input,
    /// <paramref name="y"/> their class indices or dense targets. Arrays, memories and tensors convert; the shape of a tensor is checked.
    /// </summary>
    /// <inheritdoc cref="Fit(Dataset, int, int, bool, Dataset?, double, IEnumerable{Callback}?, int, IReadOnlyDictionary{int, double}?, ReadOnlyMemory{float}, int, int?, int?, int?, int, bool, CancellationToken)"/>
    public History Fit(
        Samples x,
        Labels y,
        int epochs = 1,
        int batchSize = 32,
        bool shuffle = true,
        Dataset? validationData = null,
        double validationSplit = 0,
        IEnumerable<Callback>? callbacks = null,
        int verbose = 1,
        IReadOnlyDictionary<int, double>? classWeight = null,
        ReadOnlyMemory<float> sampleWeight = default,
        int initialEpoch = 0,
        int? stepsPerEpoch = null,
        int? validationSteps = null,
        int? validationBatchSize = null,
        int validationFreq = 1,
        bool stopOnCtrlC = true,
        CancellationToken cancellationToken = default) =>
        Fit(
            InMemory(x, y), epochs, batchSize, shuffle, validationData, validationSplit, callbacks, verbose, classWeight, sampleWeight,
            initialEpoch, stepsPerEpoch, validationSteps, validationBatchSize, validationFreq, stopOnCtrlC, cancellationToken);

    /// <summary>
    /// Measures samples in memory: <paramref name="x"/> holds them one after the other, each in the shape of the input,
    /// <paramref name="y"/> their class indices or dense targets. Arrays, memories and tensors convert; the shape of a tensor is checked.
    /// </summary>
    /// <inheritdoc cref="Evaluate(Dataset, int, int, ReadOnlyMemory{float}, int?, IEnumerable{Callback}?)"/>
    public Evaluation Evaluate(
        Samples x, Labels y, int batchSize = 32, int verbose = 0, ReadOnlyMemory<float> sampleWeight = default, int? steps = null,
        IEnumerable<Callback>? callbacks = null) =>
        Evaluate(InMemory(x, y), batchSize, verbose, sampleWeight, steps, callbacks);

    private Dataset InMemory(Samples x, Labels y)
    {
        if (Definition.Inputs.Length > 1 || Definition.Outputs.Length > 1)
        {
            throw new InvalidOperationException(
                $"{Definition.Name} has several inputs or outputs: give a data set, Dataset.From(inputs: [...], labels: [...]).");
        }

        if (y.Lengths is { } lengths) { Checks.TargetShape(Definition, _layouts[0], lengths, "y"); }
        if (x.Tensor is { } tensor) { return Dataset.From(tensor, y); }
        if (x.Shape is { } shape) { return Dataset.From(x.Values, y, shape); }
        Checks.SampleCount(Definition, 0, x.Values.Length);
        return Dataset.From(x.Values, y, Definition.Inputs[0].Shape);
    }
}
