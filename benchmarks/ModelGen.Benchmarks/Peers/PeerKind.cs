namespace ModelGen.Benchmarks;

/// <summary>The libraries we compare with.</summary>
internal enum PeerKind
{
    /// <summary>libtorch at its fastest.</summary>
    Torch,

    /// <summary>libtorch's training as its tutorials write it. On the command line: modules.</summary>
    Modules,

    /// <summary>ONNX Runtime at its fastest.</summary>
    Onnx,

    /// <summary>PyTorch on an NVIDIA GPU.</summary>
    PyTorch,
}
