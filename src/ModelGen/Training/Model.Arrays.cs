using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using ModelGen.Data;

namespace ModelGen;

/// <content>The same for data in arrays, memories and tensors.</content>
public abstract partial class Model
{
    /// <summary>Trains on samples and labels in memory, which are not copied.</summary>
    /// <param name="x">The samples, one after the other, each in the shape of the input.</param>
    /// <param name="y">Class indices or dense targets; arrays and memories convert.</param>
    /// <param name="epochs">How many times to go over them; 0 or more.</param>
    /// <param name="batchSize">Samples in a step; at least 1.</param>
    /// <param name="shuffle">Whether each epoch has an order of its own.</param>
    /// <param name="validationData">Evaluated after each epoch.</param>
    /// <param name="validationSplit">Without <paramref name="validationData"/>: the fraction of the samples, at their end, to validate on instead of training.</param>
    /// <param name="callbacks">Called while it trains.</param>
    /// <param name="verbose">0: prints nothing. 1: a progress bar in a terminal, else as 2. 2: one line for each epoch.</param>
    /// <param name="cancellationToken">Ends training after the step that is running.</param>
    /// <inheritdoc cref="Fit(Dataset, int, int, bool, Dataset?, double, IEnumerable{Callback}?, int, CancellationToken)"/>
    [OverloadResolutionPriority(2)] // An array converts to a tensor too.
    public History Fit(
        ReadOnlyMemory<float> x,
        Labels y,
        int epochs = 1,
        int batchSize = 32,
        bool shuffle = true,
        Dataset? validationData = null,
        double validationSplit = 0,
        IEnumerable<Callback>? callbacks = null,
        int verbose = 1,
        CancellationToken cancellationToken = default) =>
        Fit(InMemory(x, y), epochs, batchSize, shuffle, validationData, validationSplit, callbacks, verbose, cancellationToken);

    /// <summary>Trains on a tensor, which is copied; its shape is checked.</summary>
    /// <param name="x">The samples: the first axis counts them, the others are the shape of the input.</param>
    /// <param name="y">Class indices or dense targets; arrays and memories convert.</param>
    /// <param name="epochs">How many times to go over them; 0 or more.</param>
    /// <param name="batchSize">Samples in a step; at least 1.</param>
    /// <param name="shuffle">Whether each epoch has an order of its own.</param>
    /// <param name="validationData">Evaluated after each epoch.</param>
    /// <param name="validationSplit">Without <paramref name="validationData"/>: the fraction of the samples, at their end, to validate on instead of training.</param>
    /// <param name="callbacks">Called while it trains.</param>
    /// <param name="verbose">0: prints nothing. 1: a progress bar in a terminal, else as 2. 2: one line for each epoch.</param>
    /// <param name="cancellationToken">Ends training after the step that is running.</param>
    /// <inheritdoc cref="Fit(Dataset, int, int, bool, Dataset?, double, IEnumerable{Callback}?, int, CancellationToken)"/>
    [OverloadResolutionPriority(1)]
    public History Fit(
        Tensor<float> x,
        Labels y,
        int epochs = 1,
        int batchSize = 32,
        bool shuffle = true,
        Dataset? validationData = null,
        double validationSplit = 0,
        IEnumerable<Callback>? callbacks = null,
        int verbose = 1,
        CancellationToken cancellationToken = default) =>
        Fit(Dataset.From(x, y), epochs, batchSize, shuffle, validationData, validationSplit, callbacks, verbose, cancellationToken);

    /// <summary>Trains on two tensors, which are copied; their shapes are checked.</summary>
    /// <param name="x">The samples: the first axis counts them, the others are the shape of the input.</param>
    /// <param name="y">Dense targets: the first axis counts the samples, the others are the shape of the output.</param>
    /// <param name="epochs">How many times to go over them; 0 or more.</param>
    /// <param name="batchSize">Samples in a step; at least 1.</param>
    /// <param name="shuffle">Whether each epoch has an order of its own.</param>
    /// <param name="validationData">Evaluated after each epoch.</param>
    /// <param name="validationSplit">Without <paramref name="validationData"/>: the fraction of the samples, at their end, to validate on instead of training.</param>
    /// <param name="callbacks">Called while it trains.</param>
    /// <param name="verbose">0: prints nothing. 1: a progress bar in a terminal, else as 2. 2: one line for each epoch.</param>
    /// <param name="cancellationToken">Ends training after the step that is running.</param>
    /// <inheritdoc cref="Fit(Dataset, int, int, bool, Dataset?, double, IEnumerable{Callback}?, int, CancellationToken)"/>
    public History Fit(
        Tensor<float> x,
        Tensor<float> y,
        int epochs = 1,
        int batchSize = 32,
        bool shuffle = true,
        Dataset? validationData = null,
        double validationSplit = 0,
        IEnumerable<Callback>? callbacks = null,
        int verbose = 1,
        CancellationToken cancellationToken = default) =>
        Fit(Dataset.From(x, Targets(y)), epochs, batchSize, shuffle, validationData, validationSplit, callbacks, verbose, cancellationToken);

    /// <summary>Measures samples and labels in memory.</summary>
    /// <param name="x">The samples, one after the other, each in the shape of the input.</param>
    /// <param name="y">Class indices or dense targets; arrays and memories convert.</param>
    /// <param name="batchSize">Samples that go through the model together; at least 1.</param>
    /// <inheritdoc cref="Evaluate(Dataset, int)"/>
    [OverloadResolutionPriority(2)] // An array converts to a tensor too.
    public Evaluation Evaluate(ReadOnlyMemory<float> x, Labels y, int batchSize = 32) => Evaluate(InMemory(x, y), batchSize);

    /// <summary>Measures a tensor; its shape is checked.</summary>
    /// <param name="x">The samples: the first axis counts them, the others are the shape of the input.</param>
    /// <param name="y">Class indices or dense targets; arrays and memories convert.</param>
    /// <param name="batchSize">Samples that go through the model together; at least 1.</param>
    /// <inheritdoc cref="Evaluate(Dataset, int)"/>
    [OverloadResolutionPriority(1)]
    public Evaluation Evaluate(Tensor<float> x, Labels y, int batchSize = 32) => Evaluate(Dataset.From(x, y), batchSize);

    /// <summary>Measures two tensors; their shapes are checked.</summary>
    /// <param name="x">The samples: the first axis counts them, the others are the shape of the input.</param>
    /// <param name="y">Dense targets: the first axis counts the samples, the others are the shape of the output.</param>
    /// <param name="batchSize">Samples that go through the model together; at least 1.</param>
    /// <inheritdoc cref="Evaluate(Dataset, int)"/>
    public Evaluation Evaluate(Tensor<float> x, Tensor<float> y, int batchSize = 32) => Evaluate(Dataset.From(x, Targets(y)), batchSize);

    private Dataset InMemory(ReadOnlyMemory<float> x, Labels y)
    {
        Checks.SampleCount(Definition, x.Length);
        return Dataset.From(x, y, Definition.InputShape);
    }

    private Labels Targets(Tensor<float> y)
    {
        ArgumentNullException.ThrowIfNull(y);
        Checks.TargetShape(Definition, [.. y.Lengths.ToArray().Select(n => checked((int)n))]);
        var values = new float[checked((int)y.FlattenedLength)];
        y.FlattenTo(values);
        return values;
    }
}
