using static ModelGen.Generators.Layers.LayerPlan;

namespace ModelGen.Generators.Layers;

/// <summary>
/// What layers share that merge values place by place: the values go together from the left, two at a time, each by a rule of the runtime.
/// </summary>
/// <param name="name">The attribute, and Keras's class.</param>
/// <param name="rule">The type of the runtime that merges two values.</param>
/// <param name="sign">How an equation writes it between two values.</param>
internal abstract class MergeLayer(string name, string rule, string sign) : LayerKind
{
    public override EquatableArray<string> Attributes { get; } = new(name);

    public override bool Merges => true;

    /// <summary>How many values it merges at most.</summary>
    protected virtual int Most => int.MaxValue;

    /// <summary>Whether the gradient of each value is that of the output, whatever the values are.</summary>
    protected virtual bool IsSum => false;

    public override void Infer(InferContext layer)
    {
        if (!MergeShapes.CheckCount(layer, Name, Most)) { return; }
        Shape shape = layer.Input;
        for (int i = 1; i < layer.Inputs.Count; i++)
        {
            Shape next = layer.Inputs[i].Shape;
            if (MergeShapes.Broadcast(shape, next) is { } both) { shape = both; }
            else
            {
                MergeShapes.Report(layer, i, shape);
                shape = default;
            }
        }

        layer.Give(shape);
    }

    public override bool Absorbs(Fusion fusion) => fusion.IsFirstActivation;

    public override void PlanForward(LayerPlan layer)
    {
        ShapedLayer shaped = layer.Layer;
        string[] steps = Steps(layer);
        for (int i = 1; i < shaped.Reads.Count; i++)
        {
            bool isEnd = i == shaped.Reads.Count - 1;
            Shape shape = ShapeOf(layer, i);
            layer.AddValue(steps[i], shape.Size);
            string a = steps[i - 1], b = layer.ValueOf(i), activation = isEnd ? ActivationSteps.Fused(layer) : "Linear";
            string formula = isEnd ? ActivationSteps.Wrap(layer, $"{a} {sign} {b}") : $"{a} {sign} {b}";
            layer.Call(layer.Neighbour, $"{steps[i]}{shape.ToEquation()} = {formula}", $"{Kernel(layer, i)}.Forward",
                [Struct(layer, i), rule, activation], Out("y", steps[i]), In("a", a), In("b", b));
        }
    }

    public override void PlanBackward(LayerPlan layer)
    {
        string dy = ActivationSteps.PlanBackward(layer, layer.Neighbour);
        if (IsSum) { PlanBackwardOfSum(layer, dy); } else { PlanBackward(layer, dy); }
    }

    /// <summary>Each value gets the gradient of the sum as it stands, or its sum along the axes where it was repeated.</summary>
    protected void PlanBackwardOfSum(LayerPlan layer, string dy)
    {
        ShapedLayer shaped = layer.Layer;
        for (int i = 0; i < shaped.Reads.Count; i++)
        {
            string value = layer.ValueOf(i);
            if (i > 0 && rule == "Minus")
            {
                Contribute(layer, i, "Second", dy, layer.ValueOf(0), value, $"-{dy}");
            }
            else if (shaped.Inputs[i].Size == shaped.Output.Size)
            {
                layer.ContributeAsItStands(shaped.Reads[i], shaped.Number, shaped.Inputs[i], dy);
            }
            else
            {
                Contribution dx = layer.ContributeInputGradient(i);
                string name = "Repeated" + MergeShapes.Letter(i + 1);
                string shapes = MergeShapes.Struct(layer, name, shaped.Output, shaped.Inputs[i], shaped.Inputs[i]);
                layer.Call(layer.Neighbour, $"{dx.Place} {dx.Sign} the sums of {dy} where {value} is repeated", "Broadcast.BackwardFirst",
                    [shapes, "Plus"], Out("dx", dx), In("a", value), In("b", value), In("dy", dy));
            }
        }
    }

    private void PlanBackward(LayerPlan layer, string dy)
    {
        ShapedLayer shaped = layer.Layer;
        string[] steps = Steps(layer);
        for (int i = shaped.Reads.Count - 1; i > 0; i--)
        {
            string a = steps[i - 1], b = layer.ValueOf(i);
            Contribute(layer, i, "Second", dy, a, b, Derivative(dy, a, b, isFirst: false));
            if (i == 1) { Contribute(layer, 0, "First", dy, a, b, Derivative(dy, a, b, isFirst: true)); }
            else
            {
                string da = layer.AddGradient(a, ShapeOf(layer, i - 1).Size);
                layer.Call(layer.Neighbour, $"{da} = {Derivative(dy, a, b, isFirst: true)}", $"{Kernel(layer, i)}.BackwardFirst",
                    [Struct(layer, i), rule], Out("dx", da), In("a", a), In("b", b), In("dy", dy));
                dy = da;
            }
        }
    }

    private void Contribute(LayerPlan layer, int input, string which, string dy, string a, string b, string formula)
    {
        int step = Math.Max(1, input);
        Contribution dx = layer.ContributeInputGradient(input);
        layer.Call(layer.Neighbour, $"{dx.Place} {dx.Sign} {formula}", $"{Kernel(layer, step)}.Backward{which}",
            [Struct(layer, step), rule], Out("dx", dx), In("a", a), In("b", b), In("dy", dy));
    }

    private string Derivative(string dy, string a, string b, bool isFirst) => rule switch
    {
        "Times" => $"{dy} {(isFirst ? b : a)}",
        "Over" => isFirst ? $"{dy} / {b}" : $"-{dy} {a} / ({b} {b})",
        "Larger" => $"{dy} where {(isFirst ? $"{a} > {b}" : $"{b} > {a}")}, half of it where they are equal, else 0",
        "Smaller" => $"{dy} where {(isFirst ? $"{a} < {b}" : $"{b} < {a}")}, half of it where they are equal, else 0",
        _ => isFirst ? dy : $"-{dy}",
    };

    // What stands after each value has been merged in. A sum of equal shapes is made in place; else all are needed on the way back.
    private string[] Steps(LayerPlan layer)
    {
        ShapedLayer shaped = layer.Layer;
        int last = shaped.Reads.Count - 1;
        bool inPlace = IsSum && shaped.Inputs.All(input => input.Size == shaped.Output.Size);
        return [.. Enumerable.Range(0, shaped.Reads.Count).Select(i =>
            i == 0 ? layer.ValueOf(0) : i == last || inPlace ? layer.Y : layer.Named("M" + MergeShapes.Letter(i)))];
    }

    // The shape after the merge of the first values.
    private static Shape ShapeOf(LayerPlan layer, int last) =>
        layer.Layer.Inputs.Take(last + 1).Aggregate((a, b) => MergeShapes.Broadcast(a, b)!.Value);

    private static bool IsPlain(LayerPlan layer, int i) =>
        ShapeOf(layer, i - 1).Size == layer.Layer.Inputs[i].Size && ShapeOf(layer, i).Size == layer.Layer.Inputs[i].Size;

    private static string Kernel(LayerPlan layer, int i) => IsPlain(layer, i) ? "Merge" : "Broadcast";

    // What is smaller than the output has a name of its own: the activation after it has the output's.
    private static string Struct(LayerPlan layer, int i)
    {
        if (!IsPlain(layer, i)) { return Shapes(layer, i); }
        ShapedLayer last = layer.Last;
        int size = ShapeOf(layer, i).Size;
        return size == last.Output.Size
            ? layer.AddStruct(last, "Size", "ISize", $"Layer {last.Number}'s output.", ("Size", size))
            : layer.AddStruct(last, "Size" + MergeShapes.Letter(i), "ISize", $"Layer {last.Number}: its first values.", ("Size", size));
    }

    private static string Shapes(LayerPlan layer, int i) =>
        MergeShapes.Struct(layer, i == 1 ? "Shapes" : "Shapes" + MergeShapes.Letter(i), ShapeOf(layer, i), ShapeOf(layer, i - 1),
            layer.Layer.Inputs[i]);
}

internal sealed class AddLayer() : MergeLayer("Add", "Plus", "+")
{
    protected override bool IsSum => true;
}

internal sealed class SubtractLayer() : MergeLayer("Subtract", "Minus", "-")
{
    protected override bool IsSum => true;

    protected override int Most => 2;
}

internal sealed class MultiplyLayer() : MergeLayer("Multiply", "Times", "x");

internal sealed class DivideLayer() : MergeLayer("Divide", "Over", "/")
{
    /// <summary>Keras has an operation for a quotient, and no layer.</summary>
    public const string Keras = "TrueDivide";

    public override string KerasClass(Shape input) => Keras;

    protected override int Most => 2;
}

internal sealed class MaximumLayer() : MergeLayer("Maximum", "Larger", "or, where larger,");

internal sealed class MinimumLayer() : MergeLayer("Minimum", "Smaller", "or, where smaller,");

internal sealed class AverageLayer() : MergeLayer("Average", "Plus", "+")
{
    protected override bool IsSum => true;

    public override bool Absorbs(Fusion fusion) => false;

    public override void PlanForward(LayerPlan layer)
    {
        base.PlanForward(layer);
        layer.Call(layer.Neighbour, $"{layer.Y} = {layer.Y} / {Count(layer)}, in place", "Merge.Divide", [Struct(layer)], Out("y", layer.Y),
            In("x", layer.Y));
    }

    public override void PlanBackward(LayerPlan layer)
    {
        string dy = layer.DY, divided = layer.GradientToChange();
        layer.Call(layer.Neighbour, $"{divided} = {dy} / {Count(layer)}{(divided == dy ? ", in place" : "")}", "Merge.Divide",
            [Struct(layer)], Out("y", divided), In("x", dy));
        PlanBackwardOfSum(layer, divided);
    }

    private static string Count(LayerPlan layer) => Text.Plain(layer.Layer.Reads.Count);

    private static string Struct(LayerPlan layer) =>
        layer.AddStruct("Mean", "IMean", $"Layer {layer.Layer.Number}: the mean of {Count(layer)} values.",
            new ShapeMember("int", "Size", Text.Literal(layer.Layer.Output.Size)), new ShapeMember("int", "Count", Count(layer)));
}
