using ModelGen.Kernels;

namespace ModelGen;

/// <summary>Calls a loss by itself, on numbers in memory, with the kernels of the CPU.</summary>
internal static unsafe class DirectCall
{
    private static readonly EmptyStore s_store = new();

    /// <summary>The value of each row, as it is. Of a shape only the number of rows matters.</summary>
    public static float[] Values(Loss loss, float* targets, float* outputs, bool targetsAreClasses, int[] shape)
    {
        int columns = shape[^1], rows = shape[..^1].Aggregate(1, static (product, n) => product * n);
        if (rows == 0) { return []; }
        using var step = new Step(s_store, 0, 0);
        step.Begin(rows, training: false);
        int length = targetsAreClasses ? rows : rows * columns;
        var values = new float[rows];
        fixed (float* place = values)
        {
            var output = new Block(outputs, rows * columns);
            loss.Compute(new Scoring
            {
                Step = step,
                Layout = new OutputLayout([columns], Activation.Linear, "y"),
                Output = output,
                Logits = output,
                Targets = new Block(targets, length),
                TargetsAreClasses = targetsAreClasses,
                HostTargets = new ReadOnlySpan<float>(targets, length),
                Values = new Block(place, rows),
                IsUnreduced = true,
            });
        }

        return values;
    }
}
