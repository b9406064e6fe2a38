using Xunit;

namespace ModelGen.Tests.Gpu;

/// <summary>The GPU kernels on an NVIDIA GPU, where there is one.</summary>
[Trait("Category", "CUDA")]
public sealed class CudaTests() : DriverTests(static () => Device.Cuda())
{
    [Fact]
    public void A_device_is_opened_once_says_what_it_is_and_is_the_best()
    {
        Assert.Same(Any, Device.Cuda());
        Assert.Contains("CUDA", Any.Name);
        Assert.Same(Any, Device.Best);
        Assert.Contains("; CUDA 0, ", Assert.Throws<InvalidOperationException>(static () => Device.Cuda(99)).Message);
    }
}
