using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// Into which groups an axis, several or all divide the outputs of a batch: outputs that differ only along them are a group. A sample is
/// seen as three axes (those that it lacks are 1); a group of one sample takes one place along the others and every place along these.
/// </summary>
/// <param name="D0">The sample's first axis.</param>
/// <param name="D1">Its second.</param>
/// <param name="D2">Its last.</param>
/// <param name="Sum0">1 where groups go along the first axis.</param>
/// <param name="Sum1">1 where groups go along the second axis.</param>
/// <param name="Sum2">1 where groups go along the last axis.</param>
/// <param name="AcrossSamples">1 where groups go through all samples of the batch.</param>
internal readonly record struct OutputGroups(int D0, int D1, int D2, int Sum0, int Sum1, int Sum2, int AcrossSamples)
{
    /// <summary>Groups of a sample, or of the batch where they go through all samples.</summary>
    public int Count => (Sum0 != 0 ? 1 : D0) * (Sum1 != 0 ? 1 : D1) * (Sum2 != 0 ? 1 : D2);

    /// <summary>Whether the groups are the rows of the output.</summary>
    public bool AreRows => AcrossSamples == 0 && Sum2 != 0 && (Sum0 == 0 || D0 == 1) && (Sum1 == 0 || D1 == 1);

    /// <summary>
    /// The groups along some axes of outputs of a shape, where axis 0 counts the samples and negative ones count from the end.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is no such axis.</exception>
    public static OutputGroups Of(string loss, int[]? axes, int[] shape, string layer)
    {
        int rank = shape.Length + 1;
        if (rank > 4)
        {
            throw new InvalidOperationException(
                $"{loss} takes outputs of up to three axes, but {layer} gives {shape.Length}. Reshape them.");
        }
        Span<int> sizes = [1, 1, 1], sums = [0, 0, 0, 0];
        shape.CopyTo(sizes[(3 - shape.Length)..]);
        if (axes is null) { sums.Fill(1); }
        foreach (int axis in axes ?? [])
        {
            int place = axis < 0 ? axis + rank : axis;
            if (place < 0 || place >= rank)
            {
                throw new InvalidOperationException(
                    $"{loss} is to work along axis {axis}, but the outputs of {layer} have {rank} axes: 0, the samples, to {rank - 1}. "
                        + "Name one of these, or leave axis out for all.");
            }

            sums[place == 0 ? 0 : place + 4 - rank] = 1;
        }

        return new OutputGroups(sizes[0], sizes[1], sizes[2], sums[1], sums[2], sums[3], sums[0]);
    }

    /// <summary>Where a group's first output lies in its sample.</summary>
    public int Start(int group)
    {
        int g2 = Sum2 != 0 ? 1 : D2, g1 = Sum1 != 0 ? 1 : D1;
        int i2 = group % g2, i1 = group / g2 % g1, i0 = group / (g2 * g1);
        return (((i0 * D1) + i1) * D2) + i2;
    }

    /// <summary>How many places a group takes along the first axis.</summary>
    public int N0 => Sum0 != 0 ? D0 : 1;

    /// <summary>How many places a group takes along the second axis.</summary>
    public int N1 => Sum1 != 0 ? D1 : 1;

    /// <summary>How many places a group takes along the last axis.</summary>
    public int N2 => Sum2 != 0 ? D2 : 1;

    /// <summary>Values of a sample.</summary>
    public int Size => D0 * D1 * D2;
}
