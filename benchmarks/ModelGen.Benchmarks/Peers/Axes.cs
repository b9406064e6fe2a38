namespace ModelGen.Benchmarks;

/// <summary>Changes the order of an array's axes.</summary>
internal static class Axes
{
    /// <summary>Axis i of the result is axis <paramref name="order"/>[i] of <paramref name="values"/>.</summary>
    public static float[] Permute(float[] values, int[] shape, int[] order)
    {
        int[] strides = new int[shape.Length];
        for (int axis = shape.Length - 1, stride = 1; axis >= 0; stride *= shape[axis--]) { strides[axis] = stride; }
        var result = new float[values.Length];
        int[] place = new int[shape.Length];
        for (int i = 0; i < result.Length; i++)
        {
            int from = 0;
            for (int axis = 0; axis < order.Length; axis++) { from += place[axis] * strides[order[axis]]; }
            result[i] = values[from];
            for (int axis = order.Length - 1; axis >= 0 && ++place[axis] == shape[order[axis]]; axis--) { place[axis] = 0; }
        }

        return result;
    }
}
