namespace ModelGen.Benchmarks;

/// <summary>All that one step computed, in Keras's layout.</summary>
/// <param name="Values">Training: the loss and the new weights. Prediction: the outputs.</param>
/// <param name="Gradients">The gradients of all parameters; none in prediction.</param>
internal sealed record StepResults(IReadOnlyList<float[]> Values, IReadOnlyList<float[]> Gradients)
{
    /// <summary>The largest difference of any value and of any gradient, relative to the largest of its tensor.</summary>
    public (double Values, double Gradients) DeviationFrom(StepResults theirs) =>
        (Deviation(Values, theirs.Values), Deviation(Gradients, theirs.Gradients));

    private static double Deviation(IReadOnlyList<float[]> ours, IReadOnlyList<float[]> theirs) =>
        ours.Count == theirs.Count ? ours.Zip(theirs, Deviation).DefaultIfEmpty().Max() : double.PositiveInfinity;

    private static double Deviation(float[] ours, float[] theirs)
    {
        if (ours.Length != theirs.Length || ours.Concat(theirs).Any(value => !float.IsFinite(value))) { return double.PositiveInfinity; }
        double largest = theirs.Max(value => Math.Abs((double)value));
        double difference = ours.Zip(theirs, (a, b) => Math.Abs((double)a - b)).Max();
        return difference == 0 ? 0 : difference / largest;
    }
}
