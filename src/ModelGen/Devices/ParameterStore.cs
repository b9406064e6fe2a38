using ModelGen.Kernels;

namespace ModelGen;

/// <summary>The parameters of a model on a device, with their gradients: what an optimizer works on.</summary>
public abstract partial class ParameterStore : IDisposable
{
    private readonly OwnedObjects _owned = new();
    private Arena? _gradients;

    private protected ParameterStore(Device device, long parameterValues, int seed, long? trainableValues = null)
    {
        (Device, Seed, TrainableLength) = (device, seed, trainableValues ?? parameterValues);
        ParameterArena = device.Allocate(parameterValues);
    }

    /// <summary>The device that holds them.</summary>
    public Device Device { get; }

    /// <summary>The seed of all the model's random numbers: first weights, order of samples, dropout.</summary>
    public int Seed { get; internal set; }

    /// <summary>What the parameters are that optimizers change, in the order of their places.</summary>
    internal abstract IReadOnlyList<StoredParameter> Contents { get; }

    /// <summary>
    /// All parameters, one after the other; gaps between them are 0. Those that optimizers do not change, moving statistics say, lie behind
    /// the others.
    /// </summary>
    internal Arena ParameterArena { get; }

    /// <summary>Floats of those that optimizers change.</summary>
    internal long TrainableLength { get; }

    /// <summary>Their gradients, at the same places.</summary>
    internal Arena GradientArena => _gradients ??= Device.Allocate(TrainableLength);

    /// <summary>Whether a backward pass has written gradients that no optimizer has used yet; the next one then adds to them.</summary>
    internal bool HasGradients { get; set; }

    /// <summary>For what the last training step was done, and so what an optimizer updates.</summary>
    internal StepMask Mask { get; private protected set; } = StepMask.All;

    /// <summary>What an optimizer offers to a backward pass; null until one did.</summary>
    internal BackwardUpdate? BackwardUpdate { get; set; }

    /// <summary>Counts the changes of the parameters, so that what is computed from them alone is computed again only then.</summary>
    internal long Version { get; private set; } = 1;

    /// <summary>Says that parameters have changed.</summary>
    internal void MarkChanged() => Version++;

    /// <summary>
    /// Whether a forward pass in training has staged new values of parameters that are not trained, the moving statistics of
    /// normalizations. They are taken up with the optimizer's update, or when the next call begins that is not part of the same step; a
    /// step that is refused leaves them.
    /// </summary>
    internal bool HasStaged { get; set; }

    /// <summary>Takes up what was staged, if there is anything.</summary>
    internal void TakeUpStaged()
    {
        if (!HasStaged) { return; }
        HasStaged = false;
        WriteStaged();
        MarkChanged();
    }

    private protected virtual void WriteStaged() { }

    /// <summary>How many times an optimizer has updated these parameters.</summary>
    internal long Iteration { get; set; }

    /// <summary>Copies a parameter, or what else lies as the parameters do, out in Keras's order.</summary>
    /// <param name="arena">Where it lies.</param>
    /// <param name="offset">Where it begins.</param>
    /// <param name="shape">The parameter's shape.</param>
    /// <param name="values">Gets its values.</param>
    internal void Read(Arena arena, long offset, IReadOnlyList<int> shape, Span<float> values)
    {
        if (arena is CpuArena cpu && LiesInPanels(shape))
        {
            MatrixPanels.ToRows(cpu.Span.Slice((int)offset, values.Length), values, shape[1]);
        }
        else { arena.Download(values, offset); }
    }

    /// <summary>Sets a parameter, or what else lies as the parameters do, from values in Keras's order.</summary>
    /// <inheritdoc cref="Read"/>
    internal void Write(Arena arena, long offset, IReadOnlyList<int> shape, ReadOnlySpan<float> values)
    {
        if (arena is CpuArena cpu && LiesInPanels(shape))
        {
            MatrixPanels.FromRows(values, cpu.Span.Slice((int)offset, values.Length), shape[1]);
        }
        else { arena.Upload(values, offset); }
    }

    /// <summary>
    /// Copies the whole of an arena that lies as the trained parameters do, once or several times over, out in Keras's order.
    /// </summary>
    internal float[] ReadAll(Arena arena)
    {
        var values = new float[arena.Length];
        arena.Download(values);
        foreach ((long offset, StoredParameter parameter) in Matrices(arena))
        {
            Read(arena, offset, parameter.Shape, values.AsSpan((int)offset, parameter.Weight.Size));
        }
        return values;
    }

    /// <summary>Sets the whole of such an arena.</summary>
    internal void WriteAll(Arena arena, ReadOnlySpan<float> values)
    {
        arena.Upload(values);
        foreach ((long offset, StoredParameter parameter) in Matrices(arena))
        {
            Write(arena, offset, parameter.Shape, values.Slice((int)offset, parameter.Weight.Size));
        }
    }

    private IEnumerable<(long Offset, StoredParameter Parameter)> Matrices(Arena arena)
    {
        for (long first = 0; first < arena.Length; first += TrainableLength)
        {
            foreach (StoredParameter parameter in Contents.Where(parameter => LiesInPanels(parameter.Shape)))
            {
                yield return (first + parameter.Weight.Offset, parameter);
            }
        }
    }

    /// <summary>Whether a parameter of this shape lies in <see cref="MatrixPanels"/> and not in Keras's order.</summary>
    internal bool LiesInPanels(IReadOnlyList<int> shape) => Device is CpuDevice && shape.Count == 2 && MatrixPanels.Moves(shape[1]);

    /// <summary>Lets one call at a time work on this model.</summary>
    internal CallGuard Guard { get; } = new(
        "the same model", "Wait for it, or predict with model.CreatePredictor(), which shares the weights and owns its values.");

    /// <summary>Whether it has been disposed, or is being disposed.</summary>
    internal bool IsDisposed => Guard.IsEnding;

    /// <summary>
    /// Disposes something, an optimizer's slots say, together with the parameters, if it still exists then. Any thread may call it.
    /// </summary>
    /// <returns>What to hand to <see cref="Disown"/> where it is disposed by itself.</returns>
    /// <exception cref="ObjectDisposedException">The model has been disposed.</exception>
    internal WeakReference<IDisposable> Own(IDisposable resource) =>
        _owned.TryAdd(resource) ?? throw new ObjectDisposedException(GetType().FullName);

    /// <summary>Says that something was disposed by itself.</summary>
    internal void Disown(WeakReference<IDisposable>? resource) => _owned.Remove(resource);

    /// <summary>Begins a call on this model that must not overlap with another.</summary>
    /// <param name="call">Its name, for messages.</param>
    /// <param name="allowedInCallback">Whether a callback of a running call may do this.</param>
    /// <param name="goesOn">
    /// Whether it goes on with the step whose forward pass was the last, or only looks at what is trained, so that what is staged waits.
    /// </param>
    /// <exception cref="InvalidOperationException">Another call is running.</exception>
    /// <exception cref="ObjectDisposedException">The model has been disposed.</exception>
    internal CallGuard.Entry Enter(string call, bool allowedInCallback = false, bool goesOn = false)
    {
        CallGuard.Entry entry = Guard.Enter(call, allowedInCallback);
        if (!goesOn) { TakeUpStaged(); }
        return entry;
    }

    /// <summary>
    /// Gives the memory back, with that of all predictors. A call that another thread is running ends after its step (of <c>Fit</c>, a
    /// batch) with an <see cref="ObjectDisposedException"/>; this call waits for that. All later calls throw the same. A second time does
    /// nothing.
    /// </summary>
    /// <exception cref="InvalidOperationException">It was called inside a running call, by a callback say. Nothing has changed.</exception>
    public virtual void Dispose()
    {
        bool isFirst = Guard.BeginEnd(this);
        Guard.AwaitEnd();
        if (isFirst) { Release(); }
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives the memory back, which no call uses any more.</summary>
    private protected virtual void Release()
    {
        _owned.Dispose();
        ParameterArena.Dispose();
        _gradients?.Dispose();
        _gpuStop?.Dispose();
    }
}
