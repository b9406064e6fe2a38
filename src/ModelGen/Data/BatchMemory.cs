namespace ModelGen.Data;

/// <summary>The memory of an enumeration of batches, and which batch lies in it.</summary>
internal sealed class BatchMemory
{
    private readonly float[][] _inputs;
    private readonly int[][] _classes;
    private readonly float[][] _targets;
    private readonly float[][] _weights;

    public BatchMemory(Dataset data, int capacity)
    {
        Data = data;
        _inputs = [.. data.InputColumns.Select(input => new float[capacity * input.Size])];
        _classes = [.. data.LabelColumns.Select(label => new int[label.Labels.IsClasses ? capacity * data.LabelsOf(label) : 0])];
        _targets = [.. data.LabelColumns.Select(label => new float[label.Labels.IsClasses ? 0 : capacity * data.LabelsOf(label)])];
        _weights = [.. data.LabelColumns.Select(label => new float[capacity * data.WeightsOf(label)])];
    }

    public Dataset Data { get; }

    /// <summary>Counts the batches.</summary>
    public long Number { get; private set; }

    /// <summary>How many samples the batch has.</summary>
    public int Count { get; private set; }

    /// <summary>Puts the next batch in place.</summary>
    /// <param name="positions">Which samples.</param>
    /// <param name="epoch">The number of the epoch, on which the moves of images depend.</param>
    public void Gather(ReadOnlySpan<int> positions, int epoch)
    {
        (Number, Count) = (Number + 1, positions.Length);
        for (int column = 0; column < _inputs.Length; column++)
        {
            InputColumn input = Data.InputColumns[column];
            for (int i = 0; i < positions.Length; i++)
            {
                Data.CopyForTraining(input, _inputs[column].AsSpan(i * input.Size), positions[i], epoch);
            }
        }

        for (int column = 0; column < _classes.Length; column++)
        {
            LabelColumn label = Data.LabelColumns[column];
            int size = Data.LabelsOf(label);
            if (label.Labels.IsClasses) { Gather(label.Labels.Classes.Span, size, positions, _classes[column]); }
            else { Gather(label.Labels.Values.Span, size, positions, _targets[column]); }
            Gather(label.Weights.Span, Data.WeightsOf(label), positions, _weights[column]);
        }
    }

    /// <summary>The samples of one input, by its place.</summary>
    public ReadOnlySpan<float> Inputs(int column) => _inputs[column].AsSpan(0, Count * Data.InputColumns[column].Size);

    /// <summary>The labels of one output, by its place.</summary>
    public Labels Labels(int column)
    {
        LabelColumn label = Data.LabelColumns[column];
        int length = Count * Data.LabelsOf(label);
        return label.Labels.IsClasses ? new(_classes[column].AsMemory(0, length)) : new(_targets[column].AsMemory(0, length));
    }

    /// <summary>The weights of one output, by its place.</summary>
    public ReadOnlySpan<float> Weights(int column) => _weights[column].AsSpan(0, Count * Data.WeightsOf(Data.LabelColumns[column]));

    public override string ToString()
    {
        string[] inputs = [.. Data.InputColumns.Select((input, i) => $"{Prefix(input.Name)}{Inputs(i).Length:N0} values")];
        string[] labels = [.. Data.LabelColumns.Select((label, i) => $"{Prefix(label.Name)}{Labels(i)}")];
        return $"{string.Join(", ", inputs)}; {string.Join("; ", labels)}";

        static string Prefix(string? name) => name is null ? "" : $"{name} ";
    }

    private static void Gather<T>(ReadOnlySpan<T> all, int size, ReadOnlySpan<int> positions, Span<T> gathered)
    {
        for (int i = 0; i < positions.Length; i++) { all.Slice(positions[i] * size, size).CopyTo(gathered[(i * size)..]); }
    }
}
