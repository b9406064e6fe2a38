namespace ModelGen.Data;

/// <summary>Makes one sample of another: what <see cref="Dataset.Map(SampleMap, int[])"/> takes.</summary>
/// <param name="sample">The sample.</param>
/// <param name="mapped">Where the other goes, all of whose values are written.</param>
public delegate void SampleMap(ReadOnlySpan<float> sample, Span<float> mapped);
