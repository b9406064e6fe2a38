using System.Diagnostics.CodeAnalysis;
using ILGPU;
using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// Changes the parameters of one model by their gradients. It keeps what it needs between steps (momentum, say) in slots beside the parameters,
/// so it serves one model only. Hyperparameters are doubles, each rounded to float32 once.
/// A string stands for the optimizer of that name with its defaults: <c>"sgd"</c>, <c>"adam"</c>, in any case.
/// </summary>
[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)]
public abstract class Optimizer
{
    private static readonly NamedChoice<Optimizer> Names = new("optimizer", StringComparison.OrdinalIgnoreCase,
        (["sgd"], static _ => new SGD()),
        (["adam"], static _ => new Adam()));

    private ParameterStore? _store;
    private Arena? _slots;
    private Arena? _settings;
    private float[] _settingsThere = [];

    private protected Optimizer(LearningRate learningRate) => LearningRate = learningRate;

    /// <summary>How far it goes in one step. May be set between steps.</summary>
    public LearningRate LearningRate { get; set; }

    /// <summary>How many steps it has made.</summary>
    public long Iterations { get; private set; }

    /// <summary>The optimizer of this name with its defaults, in any case.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists the near names and all.</exception>
    public static implicit operator Optimizer(string name) => Names.Resolve(name);

    /// <summary>
    /// Updates the parameters by the gradients that the last <c>Backward</c> calls have left. The next <c>Backward</c> overwrites the gradients.
    /// </summary>
    /// <param name="model">The model; always the same one.</param>
    /// <exception cref="InvalidOperationException">There are no gradients, or this optimizer works for another model.</exception>
    public void Step(ParameterStore model)
    {
        ArgumentNullException.ThrowIfNull(model);
        using (model.Enter("optimizer.Step"))
        {
            if (!model.HasGradients)
            {
                throw new InvalidOperationException("optimizer.Step needs gradients that it has not used yet. Call model.Forward(inputs) and model.Backward(labels) first.");
            }

            Update(model);
        }
    }

    /// <summary>The same for a caller who has made sure of all that.</summary>
    internal void Update(ParameterStore store)
    {
        Bind(store);
        Apply(store, Iterations + 1);
        store.MarkChanged();
        Iterations++;
        store.Iteration++;
        store.HasGradients = false;
    }

    /// <summary>Makes room for the slots. Does nothing for the model it already works for.</summary>
    /// <exception cref="InvalidOperationException">It works for another model.</exception>
    internal void Bind(ParameterStore store)
    {
        CheckBinding(store);
        if (_store is null && SlotCount > 0)
        {
            _slots = store.Device.Allocate(Arena.CheckedSize(store.ParameterArena.Length, SlotCount, $"The slots of {GetType().Name}"));
            store.Own(_slots);
        }

        _store = store;
    }

    internal void CheckBinding(ParameterStore store)
    {
        if (_store is not null && _store != store)
        {
            throw new InvalidOperationException($"This {GetType().Name} already works for another model, whose momentum and step count it holds. Make a new {GetType().Name} for each model.");
        }
    }

    /// <summary>How many values it keeps for each parameter.</summary>
    private protected abstract int SlotCount { get; }

    /// <summary>One pass over all parameters.</summary>
    /// <param name="store">The parameters and their gradients.</param>
    /// <param name="step">The number of this step, from 1.</param>
    private protected abstract void Apply(ParameterStore store, long step);

    internal IReadOnlyList<(string Name, Arena Values)> StateArenas => _slots is null ? [] : [("slots", _slots)];

    internal OptimizerState ExportState() => new(GetType().Name, Iterations, LearningRate.Value);

    internal void ImportState(OptimizerState state) => (Iterations, LearningRate) = (state.Steps, state.LearningRate!.Value);

    /// <summary>Takes back steps that a GPU was told to make but did not, because a loss before them was not finite.</summary>
    internal void TakeBack(ParameterStore store, int steps)
    {
        Iterations -= steps;
        store.Iteration -= steps;
    }

    /// <summary>On a GPU: numbers that may change from step to step, in its memory; copied there when they have changed.</summary>
    private protected ArrayView<float> Settings(ParameterStore store, ReadOnlySpan<float> values)
    {
        if (_settings is null)
        {
            _settings = store.Device.Allocate(values.Length);
            store.Own(_settings);
        }

        if (!values.SequenceEqual(_settingsThere))
        {
            _settings.Upload(values);
            if (_settingsThere.Length == 0) { _settingsThere = new float[values.Length]; }
            values.CopyTo(_settingsThere);
        }

        return _settings.Slice(0, values.Length).View;
    }

    /// <summary>Slot <paramref name="index"/> of all parameters, in their order; 0 before the first step.</summary>
    private protected Block Slot(ParameterStore store, int index) => _slots!.Slice(index * store.ParameterArena.Length, store.ParameterArena.Length);
}

internal sealed record OptimizerState(string Optimizer, long Steps, double? LearningRate);
