namespace ModelGen.Kernels;

/// <summary>The program's own memory for functions that compute on the host. It grows where it must and stays.</summary>
internal sealed class HostMemory
{
    /// <summary>Outputs of a batch, copied from a GPU.</summary>
    public const int Outputs = 0;

    /// <summary>The targets of one sample, made of its classes.</summary>
    public const int Target = 1;

    /// <summary>Gradients of a batch for a GPU, or one that nobody wants.</summary>
    public const int Gradient = 2;

    /// <summary>Losses or values of a metric for a GPU.</summary>
    public const int Values = 3;

    private readonly float[][] _parts = [[], [], [], []];

    /// <summary>So many floats, with whatever they held.</summary>
    public Span<float> Get(int part, int length)
    {
        if (_parts[part].Length < length) { _parts[part] = new float[length]; }
        return _parts[part].AsSpan(0, length);
    }
}
