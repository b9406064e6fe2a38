using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelGen.Benchmarks;

using Tensor = TorchSharp.torch.Tensor;

/// <summary>A network in libtorch with given weights: plain tensors and functions, which cost less than modules.</summary>
internal sealed class TorchNetwork : IDisposable
{
    private readonly Network _network;
    private readonly bool _channelsLast;
    private readonly bool _trains;
    private readonly bool _isTrunkFrozen;
    private readonly List<(Layer Layer, Tensor[] Parameters)> _layers = [];
    private readonly List<Layer> _owners = [];

    public TorchNetwork(Work work, float[][] weights, Samples samples, PeerSetting setting)
    {
        Network network = work.Network;
        (_network, _channelsLast, _trains, _isTrunkFrozen) = (network, setting.Option, work.Trains, work.Frozen is not null);
        set_num_threads(setting.Threads);
        var (height, width, channels) = network.Input;
        using IDisposable scope = NewDisposeScope();
        using IDisposable plain = no_grad();
        Inputs = height * width == 1
            ? tensor(samples.Inputs, [samples.Count, channels])
            : Ordered(tensor(samples.Inputs, [samples.Count, height, width, channels]).permute(0, 3, 1, 2));
        Inputs.MoveToOuterDisposeScope();
        int next = 0;
        foreach (Layer layer in network.Layers)
        {
            Tensor[] all = [.. Enumerable.Range(0, layer.ParameterCount).Select(i =>
                (i == 0 && layer.Kind != LayerKind.Normalization ? Kernel(layer, weights[next]) : tensor(weights[next + i]))
                    .MoveToOuterDisposeScope())];
            next += all.Length;
            _layers.Add((layer, all));
            Tensor[] trained = !IsTrained(layer) ? [] : layer.Kind == LayerKind.Normalization ? all[..2] : all;
            Parameters.AddRange(trained);
            _owners.AddRange(trained.Select(_ => layer));
        }

        foreach (Tensor parameter in Parameters) { parameter.requires_grad = _trains; }
    }

    public Tensor Inputs { get; }

    /// <summary>The trained parameters of each layer, in libtorch's layout.</summary>
    public List<Tensor> Parameters { get; } = [];

    /// <summary>The outputs before softmax.</summary>
    public Tensor Logits()
    {
        List<Tensor> values = [Inputs];
        foreach ((Layer layer, Tensor[] parameters) in _layers)
        {
            Tensor x = values[layer.Reads[0]];
            Tensor y = layer.Kind switch
            {
                LayerKind.Pool => functional.max_pool2d(x, layer.Size),
                LayerKind.Conv => Convolution(layer, x, parameters),
                // Channels last, flattening in our order is a view; flattening in libtorch's would copy.
                LayerKind.Dense => functional.linear(
                    x.dim() == 4 ? (_channelsLast ? x.permute(0, 2, 3, 1) : x).flatten(1) : x, parameters[0], parameters[1]),
                LayerKind.Normalization => functional.batch_norm(x, parameters[2], parameters[3], parameters[0], parameters[1],
                    _trains && IsTrained(layer), momentum: 0.01, eps: layer.Epsilon),
                LayerKind.ReLU => x.relu_(),
                LayerKind.GlobalAveragePool => x.mean([2, 3]),
                _ => x.add_(values[layer.Reads[1]]),
            };
            values.Add(layer.Relu ? y.relu_() : y);
        }

        return values[^1];
    }

    /// <summary>The values of tensors like <see cref="Parameters"/> in Keras's layout.</summary>
    public IEnumerable<float[]> InKerasLayout(IReadOnlyList<Tensor> tensors)
    {
        using IDisposable scope = NewDisposeScope();
        return [.. tensors.Select((tensor, i) => Values(tensor.dim() > 1 ? KerasKernel(_owners[i], tensor) : tensor))];
    }

    public static float[] Values(Tensor tensor) => tensor.detach().contiguous().data<float>().ToArray();

    public void Dispose()
    {
        Inputs.Dispose();
        foreach (Tensor parameter in _layers.SelectMany(layer => layer.Parameters)) { parameter.Dispose(); }
    }

    // A frozen normalization works by its moving statistics.
    private bool IsTrained(Layer layer) => !_isTrunkFrozen || layer.Kind is not (LayerKind.Conv or LayerKind.Normalization);

    // It pads both sides alike; where ours does not, the zeros are put in before.
    private static Tensor Convolution(Layer layer, Tensor x, Tensor[] parameters)
    {
        int padding = layer.PaddingAfter;
        if (layer.Padding != padding)
        {
            x = functional.pad(x, [layer.Padding, padding, layer.Padding, padding]);
            padding = 0;
        }

        return functional.conv2d(x, parameters[0], layer.UseBias ? parameters[1] : null, [layer.Strides, layer.Strides],
            [padding, padding]);
    }

    private Tensor Kernel(Layer layer, float[] values) => layer.Kind == LayerKind.Conv
        ? Ordered(tensor(values, [layer.Size, layer.Size, layer.Channels, layer.Units]).permute(3, 2, 0, 1))
        : (_channelsLast
            ? tensor(values, [layer.Inputs, layer.Units])
            : tensor(values, [layer.Height, layer.Width, layer.Channels, layer.Units]).permute(2, 0, 1, 3)
                .reshape(layer.Inputs, layer.Units)).t().contiguous();

    private Tensor KerasKernel(Layer layer, Tensor kernel) => layer.Kind == LayerKind.Conv
        ? kernel.permute(2, 3, 1, 0)
        : _channelsLast ? kernel.t() : kernel.t().reshape(layer.Channels, layer.Height, layer.Width, layer.Units).permute(1, 2, 0, 3);

    // Channels last: the same axes, with strides as if the channels lay side by side.
    private Tensor Ordered(Tensor tensor) =>
        _channelsLast ? tensor.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2) : tensor.contiguous();
}
