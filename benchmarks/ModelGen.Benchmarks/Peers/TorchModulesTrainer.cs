using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelGen.Benchmarks;

using Tensor = TorchSharp.torch.Tensor;

/// <summary>libtorch's training as its tutorials write it: modules, backward() and an optimizer, channels first.</summary>
internal sealed class TorchModulesTrainer : IContender
{
    private readonly TorchNetwork _layout;
    private readonly TorchSharp.Modules.Sequential _model;
    private readonly Tensor[] _parameters;
    private readonly optim.Optimizer _optimizer;
    private readonly Tensor _labels;

    public TorchModulesTrainer(Work work, float[][] weights, Samples samples, PeerSetting setting)
    {
        _layout = new TorchNetwork(work with { Trains = false }, weights, samples, setting);
        _model = Sequential(work.Network.Layers.SelectMany(Modules).Select((module, i) => ($"{i}", module)));
        _parameters = [.. _model.parameters()];
        using (no_grad())
        {
            foreach (var (to, from) in _parameters.Zip(_layout.Parameters)) { to.copy_(from); }
        }

        _optimizer = optim.SGD(_model.parameters(), Work.LearningRate);
        _labels = tensor([.. samples.Labels.Select(label => (long)label)]);
    }

    public float Step()
    {
        using IDisposable scope = NewDisposeScope();
        _optimizer.zero_grad();
        Tensor loss = functional.cross_entropy(_model.forward(_layout.Inputs), _labels);
        loss.backward();
        _optimizer.step();
        return loss.item<float>();
    }

    public StepResults Check()
    {
        float loss = Step();
        return new([[loss], .. _layout.InKerasLayout(_parameters)], [.. _layout.InKerasLayout([.. _parameters.Select(p => p.grad!)])]);
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _model.Dispose();
        _layout.Dispose();
        _labels.Dispose();
    }

    private static IEnumerable<Module<Tensor, Tensor>> Modules(Layer layer)
    {
        if (layer.Kind == LayerKind.Pool)
        {
            yield return MaxPool2d(layer.Size);
            yield break;
        }

        if (layer.Kind == LayerKind.Conv) { yield return Conv2d(layer.Channels, layer.Units, layer.Size, padding: layer.Padding); }
        else
        {
            if (layer.Height * layer.Width > 1) { yield return Flatten(); }
            yield return Linear(layer.Inputs, layer.Units);
        }

        if (layer.Relu) { yield return ReLU(); }
    }
}
