using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// How matrices among the parameters lie in a CPU's memory: panels of 32 columns, one after the other, each row by row; the last panel has what is left. A product reads
/// a panel from its beginning to its end, a thread's panels are its own stretch of memory, and up to 32 columns it is Keras's order. Row by row, the
/// panels' pieces of a wide matrix would lie so far apart that they evict one another from the caches, and what a core fetches ahead of its own columns would be
/// taken from under another core's hands. On a GPU matrices lie row by row.
/// </summary>
internal static class MatrixPanels
{
    /// <summary>Columns of a panel: two vectors, or four where they have 8 places.</summary>
    public const int Width = 32;

    /// <summary>Columns of the panel that begins with <paramref name="column"/>.</summary>
    public static int WidthAt(int column, int columns) => Math.Min(Width, columns - column);

    /// <summary>Copies a matrix into panels.</summary>
    /// <param name="matrix">Row by row.</param>
    /// <param name="panels">As large.</param>
    /// <param name="columns">The matrix's columns.</param>
    public static void FromRows(ReadOnlySpan<float> matrix, Span<float> panels, int columns)
    {
        int rows = matrix.Length / columns;
        for (int column = 0; column < columns; column += Width)
        {
            int width = WidthAt(column, columns);
            for (int row = 0; row < rows; row++)
            {
                matrix.Slice((row * columns) + column, width).CopyTo(panels);
                panels = panels[width..];
            }
        }
    }

    /// <summary>Copies panels into a matrix.</summary>
    /// <param name="panels">The panels.</param>
    /// <param name="matrix">As large; row by row.</param>
    /// <param name="columns">The matrix's columns.</param>
    public static void ToRows(ReadOnlySpan<float> panels, Span<float> matrix, int columns)
    {
        int rows = matrix.Length / columns;
        for (int column = 0; column < columns; column += Width)
        {
            int width = WidthAt(column, columns);
            for (int row = 0; row < rows; row++)
            {
                panels[..width].CopyTo(matrix.Slice((row * columns) + column, width));
                panels = panels[width..];
            }
        }
    }
}
