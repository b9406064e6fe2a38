using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelGen.Benchmarks;

using Tensor = TorchSharp.torch.Tensor;

/// <summary>The network of samples/ResNet as a module of libtorch, with Keras's first weights, epsilon and padding.</summary>
internal sealed class TorchResNet20 : Module<Tensor, Tensor>
{
    private readonly Sequential _first;
    private readonly ModuleList<Module<Tensor, Tensor>> _blocks = new();
    private readonly Linear _last = Linear(64, Network.Classes);

    public TorchResNet20() : base(nameof(TorchResNet20))
    {
        _first = Sequential(("normalized", new Normalized(3, 16, 3, 1)), ("relu", ReLU()));
        int channels = 16;
        foreach (int filters in new[] { 16, 32, 64 })
        {
            for (int block = 0; block < 3; block++, channels = filters) { _blocks.Add(new Block(channels, filters)); }
        }

        init.xavier_uniform_(_last.weight);
        init.zeros_(_last.bias);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        Tensor x = _first.forward(input);
        foreach (Module<Tensor, Tensor> block in _blocks) { x = block.forward(x); }
        return _last.forward(x.mean([2, 3]));
    }

    private sealed class Block : Module<Tensor, Tensor>
    {
        private readonly Sequential _way;
        private readonly Module<Tensor, Tensor>? _shortcut;

        public Block(int channels, int filters) : base(nameof(Block))
        {
            int strides = filters / channels;
            _way = Sequential(("first", new Normalized(channels, filters, 3, strides)), ("relu", ReLU()),
                ("second", new Normalized(filters, filters, 3, 1)));
            _shortcut = strides == 1 ? null : new Normalized(channels, filters, 1, strides);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => functional.relu(_way.forward(x) + (_shortcut?.forward(x) ?? x));
    }

    private sealed class Normalized : Module<Tensor, Tensor>
    {
        private readonly Conv2d _convolution;
        private readonly BatchNorm2d _normalization;
        private readonly bool _padsAfter;

        public Normalized(int channels, int filters, int size, int strides) : base(nameof(Normalized))
        {
            // Where the height and the width are halved, Keras puts all zeros after the picture.
            _padsAfter = size == 3 && strides == 2;
            _convolution = Conv2d(channels, filters, size, strides, padding: size == 3 && !_padsAfter ? 1 : 0, bias: false);
            _normalization = BatchNorm2d(filters, eps: 1e-3, momentum: 0.1);
            init.xavier_uniform_(_convolution.weight);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) =>
            _normalization.forward(_convolution.forward(_padsAfter ? functional.pad(x, [0, 1, 0, 1]) : x));
    }
}
