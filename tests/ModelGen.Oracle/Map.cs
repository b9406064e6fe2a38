namespace ModelGen.Oracle;

/// <summary>An array read as [Height, Width, Channels], row-major.</summary>
public readonly record struct Map(double[] Values, int Height, int Width, int Channels)
{
    public Map(double[] values, int[] shape) : this(values, shape[0], shape[1], shape[2]) { }

    public ref double this[int row, int column, int channel] => ref Values[(row * Width + column) * Channels + channel];
}
