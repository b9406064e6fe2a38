using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelGen.Benchmarks;

/// <summary>A network in libtorch with given weights: plain tensors and functions, which cost less than modules.</summary>
internal sealed class TorchNetwork : IDisposable
{
    private static readonly long[] Ones = [1, 1];

    private readonly Network _network;
    private readonly bool _channelsLast;

    public TorchNetwork(Network network, float[][] weights, Samples samples, PeerSetting setting, bool trains)
    {
        (_network, _channelsLast) = (network, setting.Option);
        set_num_threads(setting.Threads);
        var (height, width, channels) = network.Input;
        using IDisposable scope = NewDisposeScope();
        using IDisposable plain = no_grad();
        Inputs = height * width == 1
            ? tensor(samples.Inputs, [samples.Count, channels])
            : Ordered(tensor(samples.Inputs, [samples.Count, height, width, channels]).permute(0, 3, 1, 2));
        Inputs.MoveToOuterDisposeScope();
        int next = 0;
        foreach (Layer layer in network.Layers.Where(layer => layer.Kind != LayerKind.Pool))
        {
            Tensor kernel = Kernel(layer, weights[next]);
            Tensor bias = tensor(weights[next + 1]);
            Parameters.AddRange([kernel.MoveToOuterDisposeScope(), bias.MoveToOuterDisposeScope()]);
            next += 2;
        }

        foreach (Tensor parameter in Parameters) { parameter.requires_grad = trains; }
    }

    public Tensor Inputs { get; }

    /// <summary>Kernel and bias of each layer, in libtorch's layout.</summary>
    public List<Tensor> Parameters { get; } = [];

    /// <summary>The outputs before softmax.</summary>
    public Tensor Logits()
    {
        Tensor x = Inputs;
        int next = 0;
        foreach (Layer layer in _network.Layers)
        {
            if (layer.Kind == LayerKind.Pool)
            {
                x = functional.max_pool2d(x, layer.Size);
                continue;
            }

            (Tensor kernel, Tensor bias) = (Parameters[next], Parameters[next + 1]);
            // Channels last, flattening in our order is a view; flattening in libtorch's would copy.
            if (layer.Kind == LayerKind.Dense && x.dim() == 4) { x = (_channelsLast ? x.permute(0, 2, 3, 1) : x).flatten(1); }
            x = layer.Kind == LayerKind.Conv
                ? functional.conv2d(x, kernel, bias, Ones, [layer.Padding, layer.Padding]) : functional.linear(x, kernel, bias);
            if (layer.Relu) { x = x.relu_(); }
            next += 2;
        }

        return x;
    }

    /// <summary>The values of tensors like <see cref="Parameters"/> in Keras's layout.</summary>
    public IEnumerable<float[]> InKerasLayout(IReadOnlyList<Tensor> tensors)
    {
        using IDisposable scope = NewDisposeScope();
        Layer[] layers = [.. _network.Layers.Where(layer => layer.Kind != LayerKind.Pool)];
        return [.. tensors.Select((tensor, i) => Values(i % 2 == 0 ? KerasKernel(layers[i / 2], tensor) : tensor))];
    }

    public static float[] Values(Tensor tensor) => tensor.detach().contiguous().data<float>().ToArray();

    public void Dispose()
    {
        Inputs.Dispose();
        foreach (Tensor parameter in Parameters) { parameter.Dispose(); }
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
