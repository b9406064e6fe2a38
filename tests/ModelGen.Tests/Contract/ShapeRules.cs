namespace ModelGen.Tests.Contract;

// Inside the namespace, so that Dense and the like mean the Oracle's.
using ModelGen.Oracle;

/// <summary>Which stacks can work: a second opinion on what the generator finds wrong with shapes.</summary>
internal static class ShapeRules
{
    /// <summary>Why a stack cannot work, or null where it can.</summary>
    public static string? Objection(string attributes)
    {
        List<int[]> shapes = [];
        if (attributes.Contains("Strides = 0", StringComparison.Ordinal)) { return "strides of 0"; }
        foreach (var (layer, input, reads) in StackReader.Values(attributes))
        {
            if (layer is null)
            {
                if (input.Any(n => n < 1)) { return "an input size is not positive"; }
                shapes.Add(input);
                continue;
            }

            int[][] inputs = [.. reads.Select(read => shapes[read])];
            if ((layer is Merge merge ? Objection(merge, inputs) : Objection(layer, inputs[0])) is { } objection)
            {
                return $"{layer}: {objection}";
            }
            if (layer is Dense { PerPosition: false } && inputs[0].Length == 3) { inputs = [[Shapes.Size(inputs[0])]]; }
            shapes.Add(layer.Infer(inputs));
        }

        return null;
    }

    private static string? Objection(Merge layer, int[][] inputs)
    {
        if (layer is Subtract or Divide && inputs.Length != 2) { return "it works on two values"; }
        int rank = inputs.Max(shape => shape.Length);
        if (layer is Concatenate { Axis: var axis })
        {
            if (axis == 0 || axis > inputs[0].Length || axis < -inputs[0].Length) { return "there is no such axis"; }
            int at = axis > 0 ? axis - 1 : inputs[0].Length + axis;
            return inputs.All(shape => shape.Length == rank && shape.Where((n, i) => i != at && n != inputs[0][i]).Count() == 0)
                ? null : "other axes differ";
        }

        int[][] filled = [.. inputs.Select(shape => (int[])[.. Enumerable.Repeat(1, rank - shape.Length), .. shape])];
        return Enumerable.Range(0, rank).All(i => filled.Select(shape => shape[i]).Where(n => n != 1).Distinct().Count() < 2)
            ? null : "the shapes do not go together";
    }

    private static string? Objection(Layer layer, int[] shape) => layer switch
    {
        Conv2D or Pool when shape.Length != 3 => "no image arrives",
        Conv2D c when c.Filters < 1 => "no filters",
        Conv2D c when !c.Same && (c.KernelHeight > shape[0] || c.KernelWidth > shape[1]) => "the kernel does not fit",
        Pool p when !p.Same && (p.PoolHeight > shape[0] || p.PoolWidth > shape[1]) => "the window does not fit",
        GlobalAveragePool when shape.Length == 1 => "no positions arrive",
        Dense d when d.Units < 1 => "no units",
        Dropout d when d.Rate is < 0 or > 1 => "the rate is no fraction",
        BatchNormalization n when n.Axis == 0 || n.Axis > shape.Length || n.Axis < -shape.Length => "there is no such axis",
        Reduction r when r.Axis == 0 || r.Axis > shape.Length || r.Axis < -shape.Length => "there is no such axis",
        Reshape r => Objection(r.TargetShape, Shapes.Size(shape)),
        _ => null,
    };

    private static string? Objection(int[] target, int size)
    {
        int known = Shapes.Size([.. target.Where(n => n != -1)]);
        if (target.Count(n => n == -1) > 1 || target.Any(n => n is 0 or < -1)) { return "the target is no shape"; }
        return target.Contains(-1)
            ? (size % known == 0 ? null : "the values do not divide") : (size == known ? null : "another number of values");
    }
}
