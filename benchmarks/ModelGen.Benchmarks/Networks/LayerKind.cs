namespace ModelGen.Benchmarks;

/// <summary>What the peers must know how to build.</summary>
internal enum LayerKind
{
    Conv,
    Pool,
    Dense,
    Normalization,
    Add,
    ReLU,
    GlobalAveragePool,
}
