using TorchSharp;
using static TorchSharp.torch;

namespace ModelGen.Benchmarks;

/// <summary>libtorch's prediction, in inference mode for as long as it lives.</summary>
internal sealed class TorchPredictor : IContender
{
    private readonly IDisposable _mode = inference_mode(true);
    private readonly TorchNetwork _network;

    public TorchPredictor(Work work, float[][] weights, Samples samples, PeerSetting setting) =>
        _network = new TorchNetwork(work, weights, samples, setting);

    public float Step()
    {
        using IDisposable scope = NewDisposeScope();
        return _network.Logits().softmax(1).data<float>()[0];
    }

    public StepResults Check()
    {
        using IDisposable scope = NewDisposeScope();
        return new([TorchNetwork.Values(_network.Logits().softmax(1))], []);
    }

    public void Dispose()
    {
        _network.Dispose();
        _mode.Dispose();
    }
}
