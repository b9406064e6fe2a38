using Parquet;
using Parquet.Schema;

namespace ModelGen.Data;

/// <summary>Collects the values of a column from the row groups of a Parquet file.</summary>
internal abstract class ParquetColumn(DataField inFile, ColumnType type)
{
    /// <summary>The column in the file.</summary>
    public DataField Field => inFile;

    protected ColumnBuilder Builder { get; } = new(inFile.Name, type);

    /// <summary>Adds the rows of a row group.</summary>
    public abstract Task ReadAsync(ParquetRowGroupReader group);

    public TableColumn ToColumn() => Builder.ToColumn();

    /// <summary>A column for the values that a file has.</summary>
    /// <exception cref="InvalidDataException">They are neither numbers, truth values, texts nor dates.</exception>
    public static ParquetColumn Of(string path, DataField field) => field.ClrType switch
    {
        var type when type == typeof(bool) => new Typed<bool>(field, ColumnType.Boolean, (to, value) => to.Add(value)),
        var type when type == typeof(sbyte) => new Typed<sbyte>(field, ColumnType.Integer, (to, value) => to.Add((long)value)),
        var type when type == typeof(byte) => new Typed<byte>(field, ColumnType.Integer, (to, value) => to.Add((long)value)),
        var type when type == typeof(short) => new Typed<short>(field, ColumnType.Integer, (to, value) => to.Add((long)value)),
        var type when type == typeof(ushort) => new Typed<ushort>(field, ColumnType.Integer, (to, value) => to.Add((long)value)),
        var type when type == typeof(int) => new Typed<int>(field, ColumnType.Integer, (to, value) => to.Add((long)value)),
        var type when type == typeof(uint) => new Typed<uint>(field, ColumnType.Integer, (to, value) => to.Add((long)value)),
        var type when type == typeof(long) => new Typed<long>(field, ColumnType.Integer, AddWhole),
        var type when type == typeof(ulong) => new Typed<ulong>(field, ColumnType.Integer, (to, value) => to.Add(checked((long)value))),
        var type when type == typeof(float) => new Typed<float>(field, ColumnType.Number, (to, value) => AddNumber(to, value)),
        var type when type == typeof(double) => new Typed<double>(field, ColumnType.Number, AddNumber),
        var type when type == typeof(decimal) => new Typed<decimal>(field, ColumnType.Number, (to, value) => to.Add((double)value)),
        var type when type == typeof(DateTime) => new Typed<DateTime>(field, ColumnType.Date, (to, value) => to.TryAdd(value)),
        var type when type == typeof(DateOnly) => new Typed<DateOnly>(field, ColumnType.Date, (to, value) => to.TryAdd(value)),
        var type when type == typeof(ReadOnlyMemory<char>) =>
            new Typed<ReadOnlyMemory<char>>(field, ColumnType.Category, (to, value) => to.Add(value.Span)),
        var type => throw new InvalidDataException(
            $"{path}: column \"{field.Name}\" holds {(type == typeof(ReadOnlyMemory<byte>) ? "bytes" : type.Name)}; expected numbers, "
                + "truth values, texts or dates. Write the file without it."),
    };

    private static void AddNumber(ColumnBuilder to, double value) =>
        to.Add(double.IsInfinity(value) ? throw new InvalidDataException($"a value is {value}; numbers are finite") : value);

    private static void AddWhole(ColumnBuilder to, long value) =>
        to.Add(value == long.MinValue ? throw new InvalidDataException($"a value is {value}, too small") : value);

    private sealed class Typed<T>(DataField field, ColumnType type, Action<ColumnBuilder, T> add) : ParquetColumn(field, type)
        where T : struct
    {
        public override async Task ReadAsync(ParquetRowGroupReader group)
        {
            // Values that are not missing come first; levels say which rows they belong to.
            var values = new T[group.RowCount];
            int[]? levels = Field.MaxDefinitionLevel > 0 ? new int[values.Length] : null;
            await group.ReadRawAsync<T>(Field, values, levels?.AsMemory(), null);
            for (int row = 0, next = 0; row < values.Length; row++)
            {
                if (levels is not null && levels[row] < Field.MaxDefinitionLevel) { Builder.AddMissing(); }
                else { add(Builder, values[next++]); }
            }
        }
    }
}
