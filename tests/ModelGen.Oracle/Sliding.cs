namespace ModelGen.Oracle;

/// <summary>
/// One axis along which a window of <paramref name="Size"/> moves in steps of <paramref name="Stride"/> over <paramref name="Inputs"/>
/// positions.
/// </summary>
public readonly record struct Sliding(int Inputs, int Size, int Stride, bool Same)
{
    /// <summary>valid: floor((n - k) / s) + 1; same: ceil(n / s).</summary>
    public int Outputs => Same ? (Inputs + Stride - 1) / Stride : (Inputs - Size) / Stride + 1;

    /// <summary>same: max((outputs - 1) s + k - n, 0) positions are missing in all; half of them come before, an odd one after.</summary>
    public int Before => Same ? Math.Max((Outputs - 1) * Stride + Size - Inputs, 0) / 2 : 0;

    /// <summary>
    /// The input positions that the window of an output sees, each with its place in the window; missing ones are left out.
    /// </summary>
    public IEnumerable<(int Place, int Position)> Seen(int output)
    {
        for (int place = 0; place < Size; place++)
        {
            int position = output * Stride + place - Before;
            if (position >= 0 && position < Inputs) { yield return (place, position); }
        }
    }
}
