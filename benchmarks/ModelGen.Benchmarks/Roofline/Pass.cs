using ModelGen.Kernels;

namespace ModelGen.Benchmarks;

/// <summary>One kernel of a layer.</summary>
/// <param name="Name">What it computes.</param>
/// <param name="MultiplyAdds">Multiplications with an addition for one sample; 0 where it only moves data.</param>
/// <param name="Bytes">Bytes of its operands for one sample, each counted once.</param>
/// <param name="Run">Runs it on a batch.</param>
internal sealed record Pass(string Name, long MultiplyAdds, long Bytes, Action<Step> Run);
