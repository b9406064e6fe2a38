using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// How matrices among the parameters lie in a CPU's memory: panels of 32 columns, one after the other, each row by row; the last panel has
/// what is left. A product reads a panel from its beginning to its end, a thread's panels are its own stretch of memory, and up to 32
/// columns it is Keras's order. Row by row, the panels' pieces of a wide matrix would lie so far apart that they evict one another from the
/// caches, and what a core fetches ahead of its own columns would be taken from under another core's hands. Matrices of fewer columns than
/// a vector has places lie so turned: a panel has 32 of their rows, and of each column what it has there. On a GPU matrices lie row by row.
/// </summary>
internal static class MatrixPanels
{
    /// <summary>Columns of a panel: two vectors of 16 places, four of 8, eight of 4.</summary>
    public const int Width = 32;

    // The sums of more columns (NarrowProduct) leave the registers, which costs more than tiles whose last columns are padded.
    private static int MostTurnedColumns => Simd.Registers == 32 ? 14 : 11;

    /// <summary>Columns of the panel that begins with <paramref name="column"/>.</summary>
    public static int WidthAt(int column, int columns) => Math.Min(Width, columns - column);

    /// <summary>Whether a matrix of so many columns lies otherwise than in Keras's order.</summary>
    public static bool Moves(int columns) => columns > Width || IsTurned(columns);

    /// <summary>
    /// Whether it lies turned: it has fewer columns than a vector has places, or few enough for the registers. Whole vectors of columns are
    /// as well as they lie.
    /// </summary>
    public static bool IsTurned(int columns) =>
        Simd.Width > 1 && columns % Simd.Width != 0 && columns <= Math.Max(Simd.Width, MostTurnedColumns);

    /// <summary>Copies a matrix into panels.</summary>
    /// <param name="matrix">Row by row.</param>
    /// <param name="panels">As large.</param>
    /// <param name="columns">The matrix's columns.</param>
    public static void FromRows(ReadOnlySpan<float> matrix, Span<float> panels, int columns)
    {
        int rows = matrix.Length / columns, at = 0;
        if (IsTurned(columns))
        {
            for (int first = 0; first < rows; first += Width)
            {
                int end = first + WidthAt(first, rows);
                for (int column = 0; column < columns; column++)
                {
                    for (int row = first; row < end; row++) { panels[at++] = matrix[(row * columns) + column]; }
                }
            }

            return;
        }

        for (int column = 0; column < columns; column += Width)
        {
            int width = WidthAt(column, columns);
            for (int row = 0; row < rows; row++, at += width) { matrix.Slice((row * columns) + column, width).CopyTo(panels[at..]); }
        }
    }

    /// <summary>Copies panels into a matrix.</summary>
    /// <param name="panels">The panels.</param>
    /// <param name="matrix">As large; row by row.</param>
    /// <param name="columns">The matrix's columns.</param>
    public static void ToRows(ReadOnlySpan<float> panels, Span<float> matrix, int columns)
    {
        int rows = matrix.Length / columns, at = 0;
        if (IsTurned(columns))
        {
            for (int first = 0; first < rows; first += Width)
            {
                int end = first + WidthAt(first, rows);
                for (int column = 0; column < columns; column++)
                {
                    for (int row = first; row < end; row++) { matrix[(row * columns) + column] = panels[at++]; }
                }
            }

            return;
        }

        for (int column = 0; column < columns; column += Width)
        {
            int width = WidthAt(column, columns);
            for (int row = 0; row < rows; row++, at += width)
            {
                panels.Slice(at, width).CopyTo(matrix.Slice((row * columns) + column, width));
            }
        }
    }

    /// <summary>Multiplies each column of a matrix in panels by a number.</summary>
    /// <param name="panels">The panels.</param>
    /// <param name="scaled">Panels as large.</param>
    /// <param name="factors">A number for each column.</param>
    public static void ScaleColumns(ReadOnlySpan<float> panels, Span<float> scaled, ReadOnlySpan<float> factors)
    {
        int columns = factors.Length, rows = panels.Length / columns, at = 0;
        if (IsTurned(columns))
        {
            for (int first = 0; first < rows; first += Width)
            {
                int height = WidthAt(first, rows);
                for (int column = 0; column < columns; column++)
                {
                    for (int row = 0; row < height; row++, at++) { scaled[at] = panels[at] * factors[column]; }
                }
            }

            return;
        }

        for (int column = 0; column < columns; column += Width)
        {
            int width = WidthAt(column, columns);
            for (int row = 0; row < rows; row++)
            {
                for (int i = 0; i < width; i++, at++) { scaled[at] = panels[at] * factors[column + i]; }
            }
        }
    }
}
