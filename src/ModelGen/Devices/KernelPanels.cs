using System.Runtime.CompilerServices;

namespace ModelGen.Kernels;

/// <summary>
/// Copies of wide kernels in which the columns that one task reads lie side by side: what one sample's prediction reads again and again.
/// In place, a task's pieces of rows of 2 KB fall on half of the sets of a cache, which then holds half of what it could, and no prefetcher
/// follows them. A copy is made when the same parameters predict for the second time, so that training between predictions does not pay for it.
/// </summary>
internal sealed unsafe class KernelPanels
{
    private readonly Dictionary<nint, Copy> _copies = [];

    /// <summary>The copy of a kernel, or null where there is none yet.</summary>
    /// <param name="kernel">The kernel's first value.</param>
    /// <param name="version">The <see cref="ParameterStore.Version"/> of its values.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="width">Columns of a panel. Panels follow one another, each [rows, width]; what the last one has too much is 0.</param>
    public float* Of(float* kernel, long version, int rows, int columns, int width)
    {
        if (!_copies.TryGetValue((nint)kernel, out Copy? copy)) { _copies.Add((nint)kernel, copy = new Copy()); }
        if (copy.Version == version) { return copy.Values!.Slice(0, copy.Values.Length).Pointer; }
        if (copy.Seen != version)
        {
            copy.Seen = version;
            return null;
        }

        int panels = (columns + width - 1) / width;
        copy.Values ??= new CpuArena((long)panels * rows * width);
        float* to = copy.Values.Slice(0, copy.Values.Length).Pointer;
        for (int panel = 0; panel < panels; panel++)
        {
            int column = panel * width;
            uint bytes = (uint)(Math.Min(width, columns - column) * sizeof(float));
            float* start = to + ((long)panel * rows * width);
            for (int row = 0; row < rows; row++) { Unsafe.CopyBlockUnaligned(start + ((long)row * width), kernel + ((long)row * columns) + column, bytes); }
        }

        copy.Version = version;
        return to;
    }

    private sealed class Copy
    {
        public long Version, Seen;
        public CpuArena? Values;
    }
}
