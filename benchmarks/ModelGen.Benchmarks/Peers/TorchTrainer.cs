using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelGen.Benchmarks;

using Tensor = TorchSharp.torch.Tensor;

/// <summary>
/// libtorch's training. Asking autograd for the gradients and updating by hand costs less than backward() and an optimizer.
/// </summary>
internal sealed class TorchTrainer : IContender
{
    private static readonly Scalar Rate = (float)-Work.LearningRate;

    private readonly TorchNetwork _network;
    private readonly Tensor _labels;

    public TorchTrainer(Work work, float[][] weights, Samples samples, PeerSetting setting)
    {
        _network = new TorchNetwork(work, weights, samples, setting);
        _labels = tensor([.. samples.Labels.Select(label => (long)label)]);
    }

    public float Step()
    {
        using IDisposable scope = NewDisposeScope();
        return Step(out _);
    }

    public StepResults Check()
    {
        using IDisposable scope = NewDisposeScope();
        float loss = Step(out IList<Tensor> gradients);
        return new([[loss], .. _network.InKerasLayout(_network.Parameters)], [.. _network.InKerasLayout([.. gradients])]);
    }

    public void Dispose()
    {
        _network.Dispose();
        _labels.Dispose();
    }

    private float Step(out IList<Tensor> gradients)
    {
        Tensor loss = functional.cross_entropy(_network.Logits(), _labels);
        gradients = autograd.grad([loss], _network.Parameters);
        using (no_grad())
        {
            for (int i = 0; i < gradients.Count; i++) { _network.Parameters[i].add_(gradients[i], Rate); }
        }

        return loss.item<float>();
    }
}
