namespace ModelGen.Data;

/// <content>Tables as data of models.</content>
public sealed partial class Table
{
    /// <summary>
    /// Inputs and labels, by what is found in this table: numbers are standardized, truth values are 0 or 1, categories are one-hot. Rows
    /// to test with need the encoder of the training rows: <see cref="TableEncoder.Fit"/>.
    /// </summary>
    /// <param name="target">The column to predict: categories and truth values become class indices, numbers stay as they are.</param>
    /// <exception cref="ArgumentException">There are no rows, no column has the name, a column holds dates or far too many categories, or
    /// all its values are missing.</exception>
    /// <exception cref="InvalidDataException">A value is missing; the message names the row and the column.</exception>
    public Dataset ToDataset(string target) => TableEncoder.Fit(this, target).Transform(this);
}
