namespace ModelGen.Benchmarks;

/// <summary>Pixels and labels that both sides work on.</summary>
/// <param name="Count">How many samples.</param>
/// <param name="Inputs">Uniform in -0.5 to 0.5, one sample after the other, channels last.</param>
/// <param name="Labels">Class indices.</param>
internal sealed record Samples(int Count, float[] Inputs, int[] Labels)
{
    public static Samples Draw(Network network, int count)
    {
        var random = new Random(1);
        float[] inputs = [.. Enumerable.Range(0, count * network.InputSize).Select(_ => random.NextSingle() - 0.5f)];
        int[] labels = [.. Enumerable.Range(0, count).Select(_ => random.Next(Network.Classes))];
        return new Samples(count, inputs, labels);
    }
}
