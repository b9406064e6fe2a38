using System.Numerics;

namespace ModelGen.Generators.Layers;

internal sealed class ReshapeLayer : LayerKind
{
    private const string Argument = "targetShape";

    public override EquatableArray<string> Attributes { get; } = new("Reshape");

    public override void Infer(InferContext layer)
    {
        EquatableArray<int> target = layer.Spec.Ints(Argument);
        if (Misplaced(target) is { } misplaced)
        {
            string instead = Instead(target, layer.Input);
            layer.Report(RuleIds.ReshapePlaceholders, misplaced, null, [new(Argument, instead)], new Shape(target).ToEquation(), instead);
            layer.Give(target.Count is 0 or > 3 ? default : new Shape([.. target.Select(n => Math.Max(n, Shape.Unknown))]));
            return;
        }

        bool isOpen = target.Contains(-1);
        BigInteger known = target.Where(n => n != -1).Aggregate(BigInteger.One, (product, n) => product * n);
        BigInteger rest = Shape.Unknown;
        if (layer.Input.IsKnown)
        {
            BigInteger count = layer.Input.Count;
            if (isOpen ? count % known != 0 : count != known) { ReportCount(layer, target, known, count); }
            else { rest = count / known; }
        }

        layer.Give(new Shape([.. target.Select(n => n == -1 ? (int)rest : n)]));
    }

    public override void PlanForward(LayerPlan layer)
    {
        layer.Y = layer.X;
        layer.Note($"Reshape: from here {layer.X} is read as {layer.Layer.Output.ToEquation()}; nothing moves");
    }

    public override void PlanBackward(LayerPlan layer) { }

    // The size that makes the target no shape, or the whole target, or null where it is one.
    private static string? Misplaced(EquatableArray<int> target)
    {
        if (target.Count is 0 or > 3) { return Argument; }
        int[] wrong = [.. Enumerable.Range(0, target.Count).Where(i => target[i] is 0 or < -1)];
        int[] open = [.. Enumerable.Range(0, target.Count).Where(i => target[i] == -1)];
        return wrong.Length > 0 ? $"{Argument}[{wrong[0]}]" : open.Length > 1 ? $"{Argument}[{open[1]}]" : null;
    }

    // The same shape with what is left in the place of a size that is none, where that fits.
    private static string Instead(EquatableArray<int> target, Shape input)
    {
        int[] wrong = [.. Enumerable.Range(0, target.Count).Where(i => target[i] < 1)];
        BigInteger known = target.Where(n => n > 0).Aggregate(BigInteger.One, (product, n) => product * n);
        return target.Count <= 3 && wrong.Length == 1 && input.IsKnown && input.Count % known == 0
            ? string.Join(", ", target.Select(n => n < 1 ? "-1" : Text.Plain(n)))
            : "-1";
    }

    // The same shape with a last axis that fits, where there is one.
    private static void ReportCount(InferContext layer, EquatableArray<int> target, BigInteger known, BigInteger count)
    {
        BigInteger others = target.Take(target.Count - 1).Aggregate(BigInteger.One, (product, n) => product * n);
        bool fits = target.Count > 1 && others > 0 && count % others == 0;
        string sizes = string.Concat(target.Take(fits ? target.Count - 1 : 0).Select(n => $"{Text.Plain(n)}, "))
            + (fits ? count / others : count);
        layer.Report(RuleIds.ReshapeCount, Argument, null, [new(Argument, sizes)], new Shape(target).ToString(), Text.Number(known),
            layer.Input.ToString(), layer.From, Text.Number(count), $"[Reshape({sizes})]");
    }
}
