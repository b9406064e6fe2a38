using ModelGen.Kernels;

namespace ModelGen;

/// <summary>One matrix of a parameter's last two axes, and where the means of its rows and columns lie.</summary>
internal struct FactoredMatrix
{
    public int Parameter;
    public int First;
    public int Rows;
    public int Columns;

    /// <summary>Columns of a panel, which is all of them where the matrix lies row by row.</summary>
    public int PanelWidth;
    public int RowMeans;
    public int ColumnMeans;
    public int FirstBlock;
    public int Blocks;

    /// <summary>Where the part of a row begins that lies in the panel of a column.</summary>
    public readonly long Place(int row, int panel, int width) => First + ((long)panel * Rows) + ((long)row * width);
}

/// <summary>Some rows of a matrix, or a piece of a parameter of one axis: what one task works on.</summary>
internal struct FactoredBlock
{
    /// <summary>The matrix; of a parameter of one axis -1.</summary>
    public int Matrix;
    public int Parameter;
    public int First;
    public int Count;
    public int Partials;
}

/// <summary>
/// The mean squares of Adafactor: a mean for each row and each column of a matrix, from which the velocity of its places follows;
/// parameters of one axis keep the velocity itself.
/// </summary>
internal sealed unsafe partial class AdafactorStatistics
{
    /// <summary>The most blocks of a matrix: each has a sum for every column.</summary>
    private const int MostBlocks = 16;

    private readonly Updater _updater;
    private readonly ParameterStore _store;
    private readonly FactoredMatrix[] _matrices;
    private readonly FactoredBlock[] _blocks;
    private readonly double[] _partials = [];
    private readonly bool[] _updates = [];
    private readonly Arena _means;

    public AdafactorStatistics(Updater updater, ParameterStore store)
    {
        (_updater, _store) = (updater, store);
        List<FactoredMatrix> matrices = [];
        List<FactoredBlock> blocks = [];
        int kept = 0, partials = 0;
        for (int p = 0; p < store.Contents.Count; p++)
        {
            StoredParameter parameter = store.Contents[p];
            (int first, int size) = ((int)parameter.Weight.Offset, parameter.Weight.Size);
            if (parameter.Shape.Count < 2)
            {
                for (int i = 0; i < size; i += ParameterChunks.Size)
                {
                    blocks.Add(
                        new FactoredBlock
                        {
                            Matrix = -1,
                            Parameter = p,
                            First = first + i,
                            Count = Math.Min(ParameterChunks.Size, size - i),
                        });
                }
                continue;
            }

            (int rows, int columns) = (parameter.Shape[^2], parameter.Shape[^1]);

            // A matrix that lies turned is taken for the other one, whose rows are its columns; what is kept of them keeps its place.
            bool inPanels = store.LiesInPanels(parameter.Shape), turned = inPanels && MatrixPanels.IsTurned(columns);
            int rowMeans = 0, columnMeans = rows;
            if (turned) { (rows, columns, rowMeans, columnMeans) = (columns, rows, columnMeans, rowMeans); }
            for (int m = 0; m < size / (rows * columns); m++)
            {
                int perBlock = Math.Max((ParameterChunks.Size + columns - 1) / columns, (rows + MostBlocks - 1) / MostBlocks),
                    count = (rows + perBlock - 1) / perBlock;
                for (int i = 0; i < rows; i += perBlock)
                {
                    blocks.Add(
                        new FactoredBlock
                        {
                            Matrix = matrices.Count,
                            Parameter = p,
                            First = i,
                            Count = Math.Min(perBlock, rows - i),
                            Partials = partials,
                        });
                    partials += columns;
                }

                matrices.Add(new FactoredMatrix
                {
                    Parameter = p, First = first + (m * rows * columns), Rows = rows, Columns = columns,
                    PanelWidth = inPanels ? MatrixPanels.Width : columns, RowMeans = kept + rowMeans, ColumnMeans = kept + columnMeans,
                    FirstBlock = blocks.Count - count, Blocks = count,
                });
                kept += rows + columns;
            }
        }

        (_matrices, _blocks) = (Pinned(matrices), Pinned(blocks));
        Kept = updater.Allocate(kept);
        _means = updater.Allocate(matrices.Count);
        if (store.Device is not CpuDevice) { return; }
        _partials = GC.AllocateArray<double>(partials, pinned: true);
        _updates = GC.AllocateArray<bool>(store.Contents.Count, pinned: true);
    }

    /// <summary>The means of rows and columns, matrix after matrix.</summary>
    public Arena Kept { get; }

    /// <summary>Takes the gradients of this step in; nothing where they were only added up.</summary>
    public void Update(Adafactor.Rule rule)
    {
        if (_store.Device is GpuDevice gpu) { GpuUpdate(gpu, rule); }
        else if (_updater.Numbers.Updates != 0f) { CpuUpdate(rule); }
    }

    private static T[] Pinned<T>(List<T> items) where T : unmanaged
    {
        T[] pinned = GC.AllocateArray<T>(items.Count, pinned: true);
        items.CopyTo(pinned);
        return pinned;
    }
}
