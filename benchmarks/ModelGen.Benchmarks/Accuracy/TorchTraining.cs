using ModelGen.Data;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelGen.Benchmarks;

using Tensor = TorchSharp.torch.Tensor;

/// <summary>libtorch's side of a training: first weights, order, moves and mirrors of its own.</summary>
internal sealed class TorchTraining
{
    private readonly Recipe _recipe;
    private readonly LearningRateSchedule _rate;
    private readonly (Tensor Pictures, Tensor Labels) _train, _test;

    public TorchTraining(Recipe recipe, Dataset train, Dataset test)
    {
        set_num_threads(recipe.Threads);
        (_recipe, _rate, _train, _test) = (recipe, recipe.Rate(train), Tensors(train), Tensors(test));
    }

    /// <summary>The accuracy after each epoch.</summary>
    /// <param name="seed">Of everything that is drawn.</param>
    public IEnumerable<double> Run(int seed)
    {
        manual_seed(seed);
        using var model = new TorchResNet20();
        Parameter[] parameters = [.. model.parameters().Select(parameter => new Parameter(parameter))];
        long step = 0;
        for (int epoch = 0; epoch < _recipe.Epochs; epoch++)
        {
            model.train();
            using Tensor order = randperm(_train.Labels.shape[0]);
            foreach (Tensor batch in order.split(Recipe.BatchSize))
            {
                using IDisposable scope = NewDisposeScope();
                Tensor logits = model.forward(ChannelsLast(Moved(_train.Pictures.index_select(0, batch))));
                Tensor loss = functional.cross_entropy(logits, _train.Labels.index_select(0, batch));
                IList<Tensor> gradients = autograd.grad([loss], [.. parameters.Select(parameter => parameter.Values)]);
                double rate = _rate.At(step++);
                using IDisposable plain = no_grad();
                for (int i = 0; i < gradients.Count; i++) { parameters[i].Update(gradients[i], rate); }
            }

            yield return Accuracy(model);
        }

        foreach (Parameter parameter in parameters) { parameter.Momentum.Dispose(); }
    }

    // Its fastest layout: the same axes, with strides as if the channels lay side by side.
    private static Tensor ChannelsLast(Tensor pictures) => pictures.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);

    private double Accuracy(TorchResNet20 model)
    {
        model.eval();
        using IDisposable scope = NewDisposeScope();
        using IDisposable plain = no_grad();
        Tensor found = cat([.. _test.Pictures.split(Recipe.BatchSize).Select(batch => model.forward(ChannelsLast(batch)).argmax(1))]);
        return (found == _test.Labels).to(ScalarType.Float32).mean().item<float>();
    }

    // Each moved within a frame of zeros, half of them mirrored.
    private static Tensor Moved(Tensor pictures)
    {
        int count = (int)pictures.shape[0];
        Tensor framed = functional.pad(pictures, [Recipe.Shift, Recipe.Shift, Recipe.Shift, Recipe.Shift]);
        int[] places = [.. randint((2 * Recipe.Shift) + 1, [2L * count], dtype: ScalarType.Int32).data<int>()];
        int[] mirrored = [.. randint(2, [count], dtype: ScalarType.Int32).data<int>()];
        return stack(Enumerable.Range(0, count).Select(i =>
        {
            Tensor moved = framed[i].narrow(1, places[2 * i], Recipe.Side).narrow(2, places[(2 * i) + 1], Recipe.Side);
            return mirrored[i] == 1 ? moved.flip(2) : moved;
        }));
    }

    private static (Tensor Pictures, Tensor Labels) Tensors(Dataset data)
    {
        float[] values = [.. Enumerable.Range(0, data.Count).SelectMany(i => data.Sample(i).ToArray())];
        Tensor pictures = tensor(values, [data.Count, Recipe.Side, Recipe.Side, Recipe.Colors]).permute(0, 3, 1, 2).contiguous();
        return (pictures, tensor([.. Enumerable.Range(0, data.Count).Select(i => (long)data.Label(i))]));
    }

    /// <summary>What is trained, and what Nesterov's momentum keeps of it: Keras's rule, with a decay apart from the gradient.</summary>
    private sealed record Parameter(Tensor Values)
    {
        public Tensor Momentum { get; } = zeros_like(Values, requires_grad: false);

        public void Update(Tensor gradient, double rate)
        {
            Values.mul_((float)(1 - (rate * Recipe.WeightDecay)));
            Tensor pull = gradient * (float)rate;
            Momentum.mul_((float)Recipe.Momentum).sub_(pull);
            Values.add_(Momentum, (float)Recipe.Momentum).sub_(pull);
        }
    }
}
