using Xunit;

namespace ModelGen.Tests;

/// <summary>Matrices in panels of columns.</summary>
public class MatrixPanelsTests
{
    [Theory]
    [InlineData(1, 32)]
    [InlineData(3, 33)]
    [InlineData(5, 100)]
    [InlineData(7, 64)]
    public void Panels_hold_their_columns_row_by_row(int rows, int columns)
    {
        float[] matrix = [.. Enumerable.Range(0, rows * columns).Select(i => (float)i)], panels = new float[matrix.Length],
            back = new float[matrix.Length];
        MatrixPanels.FromRows(matrix, panels, columns);
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                int first = column / 32 * 32, width = Math.Min(32, columns - first);
                Assert.Equal((row * columns) + column, panels[(first * rows) + (row * width) + column - first]);
            }
        }

        MatrixPanels.ToRows(panels, back, columns);
        Assert.Equal(matrix, back);
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(32, 3)]
    [InlineData(33, 10)]
    [InlineData(100, 9)]
    public void Few_columns_lie_turned(int rows, int columns)
    {
        Assert.SkipUnless(MatrixPanels.IsTurned(columns), "On this CPU they are not few.");
        float[] matrix = [.. Enumerable.Range(0, rows * columns).Select(i => (float)i)], panels = new float[matrix.Length],
            back = new float[matrix.Length];
        MatrixPanels.FromRows(matrix, panels, columns);
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                int first = row / 32 * 32, width = Math.Min(32, rows - first);
                Assert.Equal((row * columns) + column, panels[(first * columns) + (column * width) + row - first]);
            }
        }

        MatrixPanels.ToRows(panels, back, columns);
        Assert.Equal(matrix, back);
    }

    [Fact]
    public void Parameters_gradients_and_slots_are_read_in_Keras_s_order()
    {
        using var store = new OptimizerStore(new CpuDevice(1), [4, 70], [70]);
        double[][] start = store.Start();
        store.Write(store.ParameterArena, start);
        float[] inMemory = new float[4 * 70], read = new float[4 * 70];
        store.ParameterArena.Download(inMemory);
        store.Read(store.ParameterArena, 0, [4, 70], read);
        Assert.Equal(start[0].Select(v => (float)v), read);
        Assert.NotEqual(read, inMemory);
        Assert.Equal(read, store.ReadAll(store.ParameterArena)[..read.Length]);

        var optimizer = new SGD(.1, momentum: .9);
        store.Step(optimizer, 1);
        Arena slots = Assert.Single(optimizer.StateArenas).Values;
        float[] expected = [.. store.Gradients(1)[0].Select(g => 0f - (.1f * (float)g))];
        Assert.Equal(expected, store.ReadAll(slots)[..expected.Length]);
    }
}
