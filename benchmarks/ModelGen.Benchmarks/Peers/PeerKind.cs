namespace ModelGen.Benchmarks;

/// <summary>The libraries we compare with.</summary>
internal enum PeerKind
{
    Torch,
    Onnx,
}
