using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelGen.Benchmarks;

/// <summary>libtorch through TorchSharp: the lecture's network, channels first as it prefers, or channels last.</summary>
internal sealed class TorchContender : IContender
{
    private const int Filters = 32, Kernel = 5, Pooled = 12, Classes = Work.Classes;

    private readonly TorchSharp.Modules.Conv2d _conv = Conv2d(1, Filters, Kernel);
    private readonly TorchSharp.Modules.MaxPool2d _pool = MaxPool2d(2);
    private readonly TorchSharp.Modules.Linear _dense = Linear(Filters * Pooled * Pooled, Classes);
    private readonly optim.Optimizer _optimizer;
    private readonly Tensor _inputs;
    private readonly Tensor _labels;

    public TorchContender(Model twin, int batch, int threads, bool channelsLast)
    {
        set_num_threads(threads);
        (float[] inputs, int[] labels) = Work.Batch(batch, 784);
        _inputs = tensor(inputs, [batch, 1, 28, 28]);
        _labels = tensor([.. labels.Select(l => (long)l)]);
        Name = $"libtorch ({threads} {(threads == 1 ? "thread" : "threads")}, {(channelsLast ? "channels last" : "channels first")})";
        using (no_grad())
        {
            // Keras's [kh, kw, c, f] to [f, c, kh, kw]; [h, w, c] to [c, h, w] before the dense layer.
            _conv.weight!.copy_(Read(twin, "conv2d/kernel", [Kernel, Kernel, 1, Filters]).permute(3, 2, 0, 1));
            _conv.bias!.copy_(Read(twin, "conv2d/bias", [Filters]));
            _dense.weight!.copy_(Read(twin, "dense/kernel", [Pooled, Pooled, Filters, Classes]).permute(3, 2, 0, 1).reshape(Classes, -1));
            _dense.bias!.copy_(Read(twin, "dense/bias", [Classes]));
            if (channelsLast)
            {
                _inputs = _inputs.contiguous(memory_format.ChannelsLast);
                _conv.weight.set_(_conv.weight.contiguous(memory_format.ChannelsLast));
            }
        }

        _optimizer = optim.SGD([_conv.weight, _conv.bias, _dense.weight, _dense.bias], Work.LearningRate);
    }

    public string Name { get; }

    public void Step()
    {
        using IDisposable scope = NewDisposeScope();
        _optimizer.zero_grad();
        Forward().backward();
        _optimizer.step();
    }

    public float Loss()
    {
        using IDisposable scope = NewDisposeScope();
        return Forward().item<float>();
    }

    public float[][] Parameters()
    {
        using IDisposable scope = NewDisposeScope();
        return
        [
            Values(_conv.weight!.permute(2, 3, 1, 0)),
            Values(_conv.bias!),
            Values(_dense.weight!.reshape(Classes, Filters, Pooled, Pooled).permute(2, 3, 1, 0)),
            Values(_dense.bias!),
        ];
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _conv.Dispose();
        _dense.Dispose();
        _pool.Dispose();
        _inputs.Dispose();
        _labels.Dispose();
    }

    private Tensor Forward() => functional.cross_entropy(_dense.forward(_pool.forward(functional.relu(_conv.forward(_inputs))).flatten(1)), _labels);

    private static Tensor Read(Model twin, string name, long[] shape) => tensor(twin.Parameters[name].ToArray(), shape);

    private static float[] Values(Tensor tensor) => tensor.detach().contiguous().data<float>().ToArray();
}
