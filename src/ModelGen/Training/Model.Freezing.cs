using ModelGen.Kernels;

namespace ModelGen;

/// <content>What training leaves as it is.</content>
public abstract partial class Model
{
    private readonly Freezing _freezing;
    private StepMask _nextMask;

    /// <summary>
    /// Freezes layers, or parameters, from the next step on: their gradients are not computed, nor what only those need, and no optimizer
    /// changes them or what it keeps of them. A normalization that is frozen as a layer works by its moving statistics, which stay as they
    /// are. <c>model.Freeze("conv*", "embedding")</c>, <c>model.Freeze("*/bias")</c>. Keras: <c>layer.trainable = False</c>.
    /// </summary>
    /// <param name="patterns">Names of layers, or, with a slash, of parameters; <c>*</c> stands for any letters, <c>?</c> for one. None:
    /// everything.</param>
    /// <exception cref="ArgumentException">One of them means no layer with parameters, or no parameter that is trained; nothing has
    /// changed.</exception>
    public void Freeze(params string[] patterns) => SetFrozen("Freeze", patterns, areFrozen: true);

    /// <summary>
    /// Has layers, or parameters, trained again, from the next step on: what an optimizer has kept of them is as it was when they were
    /// frozen.
    /// </summary>
    /// <inheritdoc cref="Freeze"/>
    /// <exception cref="InvalidOperationException">One means a parameter of a normalization that is frozen as a layer.</exception>
    public void Unfreeze(params string[] patterns) => SetFrozen("Unfreeze", patterns, areFrozen: false);

    /// <summary>For what the next step is done; any thread may ask.</summary>
    internal StepMask NextMask => Volatile.Read(ref _nextMask);

    /// <summary>What is frozen.</summary>
    internal Freezing Freezing => _freezing;

    /// <summary>Begins a step of training: what is frozen by now is left as it is until the next one begins.</summary>
    internal StepMask BeginStep() => Mask = _nextMask;

    /// <summary>Says that something else is frozen. What is computed of parameters, of regularizers say, is computed again.</summary>
    internal void TakeFreezing()
    {
        // Gradients that wait for the optimizer, and to which a next pass adds, know nothing of what has not been trained until now.
        for (int i = 0; HasGradients && i < Contents.Count; i++)
        {
            if (Mask.Updates(i)) { continue; }
            GradientArena.Upload(new float[Contents[i].Weight.Size], Contents[i].Weight.Offset);
        }

        Volatile.Write(ref _nextMask, _freezing.Mask(_computesInputGradients));
        MarkChanged();
    }

    /// <summary>Freezes exactly these, also for an optimizer whose step is the next.</summary>
    internal void SetFrozen(IReadOnlyCollection<string> names)
    {
        _freezing.SetNames(names);
        TakeFreezing();
        BeginStep();
    }

    private void SetFrozen(string call, string[] patterns, bool areFrozen)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        using CallGuard.Entry entry = Enter(call, allowedInCallback: true, goesOn: true);
        _freezing.Set(patterns, areFrozen);
        TakeFreezing();
    }
}
