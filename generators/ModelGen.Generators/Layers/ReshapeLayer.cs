using System.Numerics;

namespace ModelGen.Generators.Layers;

internal sealed class ReshapeLayer : LayerKind
{
    private const string Argument = "targetShape";

    public override EquatableArray<string> Attributes { get; } = new("Reshape");

    public override void Infer(InferContext layer)
    {
        EquatableArray<int> target = layer.Spec.Ints(Argument);
        int placeholders = target.Count(n => n == -1);
        if (target.Count is 0 or > 3 || placeholders > 1 || target.Any(n => n is 0 or < -1))
        {
            layer.Report(RuleIds.ReshapePlaceholders, Argument, new Shape(target).ToEquation());
            return;
        }

        BigInteger count = layer.Input.Count;
        BigInteger known = target.Where(n => n != -1).Aggregate(BigInteger.One, (product, n) => product * n);
        if (placeholders == 1 ? count % known != 0 : count != known)
        {
            string advice = placeholders == 1 || target.Count == 1 ? $"[Reshape({Text.Plain((long)count)})]" : Advice(target, count);
            layer.Report(RuleIds.ReshapeCount, Argument, new Shape(target).ToString(), Text.Number(known), layer.Input.ToString(),
                layer.From, Text.Number(count), advice);
            return;
        }

        layer.Give(new Shape([.. target.Select(n => n == -1 ? (int)(count / known) : n)]));
    }

    public override void PlanForward(LayerPlan layer)
    {
        layer.Y = layer.X;
        layer.Note($"Reshape: from here {layer.X} is read as {layer.Layer.Output.ToEquation()}; nothing moves");
    }

    public override void PlanBackward(LayerPlan layer) { }

    // The same shape with a last axis that fits, where there is one.
    private static string Advice(EquatableArray<int> target, BigInteger count)
    {
        BigInteger others = target.Take(target.Count - 1).Aggregate(BigInteger.One, (product, n) => product * n);
        return count % others == 0
            ? $"[Reshape({string.Join(", ", target.Take(target.Count - 1).Select(n => Text.Plain(n)))}, {count / others})]"
            : $"[Reshape({count})]";
    }
}
