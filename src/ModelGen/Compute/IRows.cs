namespace ModelGen.Kernels;

/// <summary>The sizes of values seen as rows: softmax works on each, global pooling over all of them.</summary>
public interface IRows
{
    /// <summary>Rows of one sample.</summary>
    static abstract int Rows { get; }

    /// <summary>Values of one row.</summary>
    static abstract int Columns { get; }
}
