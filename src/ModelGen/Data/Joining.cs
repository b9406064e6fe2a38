namespace ModelGen.Data;

/// <summary>What two data sets must have in common to be joined, and how their weights are.</summary>
internal static class Joining
{
    public static void Check(Dataset first, Dataset second)
    {
        Require("inputs", Names(first.InputColumns.Select(input => input.Name)), Names(second.InputColumns.Select(input => input.Name)));
        Require("labels", Names(first.LabelColumns.Select(label => label.Name)), Names(second.LabelColumns.Select(label => label.Name)));
        foreach ((InputColumn a, InputColumn b) in first.InputColumns.Zip(second.InputColumns))
        {
            Require("samples", a.ToString(), b.ToString());
            Require("random moves", Moves(a), Moves(b));
        }

        foreach ((LabelColumn a, LabelColumn b) in first.LabelColumns.Zip(second.LabelColumns))
        {
            Require("labels", $"{first.LabelsOf(a)} {a.Labels.Kind} each", $"{second.LabelsOf(b)} {b.Labels.Kind} each");
            if (a.Weights.IsEmpty || b.Weights.IsEmpty) { continue; }
            Require("weights", $"{first.WeightsOf(a)} each", $"{second.WeightsOf(b)} each");
        }
    }

    public static float[] Weights(Dataset first, LabelColumn a, Dataset second, LabelColumn b)
    {
        if (a.Weights.IsEmpty && b.Weights.IsEmpty) { return []; }
        int size = Math.Max(first.WeightsOf(a), second.WeightsOf(b));
        return [.. Of(first, a), .. Of(second, b)];

        float[] Of(Dataset data, LabelColumn label) =>
            label.Weights.IsEmpty ? [.. Enumerable.Repeat(1f, data.Count * size)] : label.Weights.ToArray();
    }

    private static string Names(IEnumerable<string?> names) => string.Join(", ", names.Select(name => name ?? "without a name"));

    private static string Moves(InputColumn input) => !input.IsMoved ? "none"
        : string.Join(", ", [input.Shift?.ToString() ?? "no shift", input.Flip?.ToString() ?? "no flip", .. Moves(input.Moves)]);

    private static IEnumerable<string> Moves(ImageMove[] moves) => moves.Select(move => $"{move}, seed {move.Seed}");

    private static void Require(string what, string found, string other)
    {
        if (found == other) { return; }
        throw new ArgumentException(
            $"The data sets cannot be joined: the {what} of one are {found}, those of the other {other}.", nameof(other));
    }
}
