using ModelGen.Kernels;

namespace ModelGen;

/// <summary>The parameters of a model on a device, with their gradients: what an optimizer works on.</summary>
public abstract class ParameterStore : IDisposable
{
    private Arena? _gradients;

    private protected ParameterStore(Device device, long parameterValues, int seed)
    {
        (Device, Seed) = (device, seed);
        ParameterArena = device.Allocate(parameterValues);
    }

    /// <summary>The device that holds them.</summary>
    public Device Device { get; }

    /// <summary>The seed of all the model's random numbers: first weights, order of samples, dropout.</summary>
    public int Seed { get; }

    /// <summary>All parameters, one after the other; gaps between them are 0.</summary>
    internal Arena ParameterArena { get; }

    /// <summary>Their gradients, at the same places.</summary>
    internal Arena GradientArena => _gradients ??= Device.Allocate(ParameterArena.Length);

    /// <summary>Whether a backward pass has written gradients that no optimizer has used yet; the next one then adds to them.</summary>
    internal bool HasGradients { get; set; }

    /// <summary>How many times an optimizer has updated these parameters.</summary>
    internal long Iteration { get; set; }

    /// <inheritdoc/>
    public virtual void Dispose()
    {
        ParameterArena.Dispose();
        _gradients?.Dispose();
        GC.SuppressFinalize(this);
    }
}
