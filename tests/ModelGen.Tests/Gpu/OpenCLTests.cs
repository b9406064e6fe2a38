using Xunit;

namespace ModelGen.Tests.Gpu;

/// <summary>The GPU kernels on an OpenCL device, where there is one; a driver for CPUs (PoCL) will do.</summary>
[Trait("Category", "OpenCL")]
public sealed class OpenCLTests() : DriverTests(static () => Device.OpenCL())
{
    [Fact]
    public void A_device_is_opened_once_and_says_what_it_is()
    {
        Assert.Same(Any, Device.OpenCL());
        Assert.Contains("OpenCL", Any.Name);
        Assert.StartsWith("There is no OpenCL device 99. There is: CPU, ",
            Assert.Throws<InvalidOperationException>(static () => Device.OpenCL(99)).Message);
    }
}
