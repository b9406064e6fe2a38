namespace ModelGen;

/// <summary>
/// Places for the boxes of a drawing: a row for each step from the input, in the manner of Sugiyama, Tagawa and Toda 1981. An arrow over
/// several rows has a bend in each of those between, which has room of its own, so that no arrow runs through a box.
/// </summary>
internal sealed class LayeredLayout
{
    private const double BoxGap = 24, BendWidth = 8;
    private readonly List<Cell> _cells = [];
    private readonly List<List<int>> _rows = [];

    public LayeredLayout(Drawing drawing, Func<Drawing.Node, double> widthOf)
    {
        int[] row = Rows(drawing);
        for (int i = 0; i < drawing.Nodes.Count; i++) { _cells.Add(new Cell(row[i], widthOf(drawing.Nodes[i]), [])); }
        for (int i = 0; i < drawing.Nodes.Count; i++)
        {
            foreach (int read in drawing.Nodes[i].Reads) { Arrows.Add(Connect(read, i)); }
        }

        foreach (int i in Enumerable.Range(0, _cells.Count))
        {
            while (_rows.Count <= _cells[i].Row) { _rows.Add([]); }
            _rows[_cells[i].Row].Add(i);
        }

        foreach (List<int> cells in _rows) { PlaceRow(cells); }
        double left = _cells.Min(cell => cell.X - (cell.Width / 2));
        foreach (Cell cell in _cells) { cell.X -= left; }
    }

    /// <summary>Each arrow: the cells it passes, the first and the last of which are boxes.</summary>
    public List<int[]> Arrows { get; } = [];

    /// <summary>How many rows there are.</summary>
    public int RowCount => _rows.Count;

    /// <summary>How wide all of it is.</summary>
    public double Width => _cells.Max(cell => cell.X + (cell.Width / 2));

    /// <summary>The row of a cell, from 0, and the middle of it; boxes have the numbers of the drawing's nodes.</summary>
    public (int Row, double X) this[int cell] => (_cells[cell].Row, _cells[cell].X);

    // The longest way from the input.
    private static int[] Rows(Drawing drawing)
    {
        int[] row = new int[drawing.Nodes.Count];
        for (int i = 0; i < row.Length; i++) { row[i] = drawing.Nodes[i].Reads.Select(read => row[read] + 1).DefaultIfEmpty(0).Max(); }
        return row;
    }

    private int[] Connect(int from, int to)
    {
        List<int> path = [from];
        for (int row = _cells[from].Row + 1; row < _cells[to].Row; row++)
        {
            _cells.Add(new Cell(row, BendWidth, [path[^1]]) { IsBend = true });
            path.Add(_cells.Count - 1);
        }

        _cells[to].Before.Add(path[^1]);
        return [.. path, to];
    }

    // Below what leads to it, boxes before bends, each beside the one before it.
    private void PlaceRow(List<int> cells)
    {
        cells.Sort((a, b) => (Wish(a), _cells[a].IsBend, a).CompareTo((Wish(b), _cells[b].IsBend, b)));
        double free = double.NegativeInfinity;
        foreach (int i in cells)
        {
            Cell cell = _cells[i];
            cell.X = Math.Max(Wish(i), free + (cell.Width / 2));
            free = cell.X + (cell.Width / 2) + BoxGap;
        }
    }

    // Boxes stand below the boxes that lead to them, where there are some; bends below what they come from.
    private double Wish(int cell)
    {
        List<int> before = _cells[cell].Before, boxes = [.. before.Where(b => !_cells[b].IsBend)];
        return (boxes.Count > 0 ? boxes : before).Select(b => _cells[b].X).DefaultIfEmpty(0).Average();
    }

    private sealed class Cell(int row, double width, List<int> before)
    {
        public int Row { get; } = row;

        public double Width { get; } = width;

        public List<int> Before { get; } = before;

        public bool IsBend { get; init; }

        public double X { get; set; }
    }
}
