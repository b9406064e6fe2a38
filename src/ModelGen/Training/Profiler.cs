using ModelGen.Kernels;

namespace ModelGen;

/// <summary>Runs training steps on random samples and times their layers. Its memory is its own.</summary>
internal sealed class Profiler : IDisposable
{
    private const int WarmUp = 3, Seed = 1;

    private readonly Model _model;
    private readonly ModelDefinition _definition;
    private readonly BatchRunner _runner;
    private readonly Action _forward, _backward;
    private readonly List<(Value Place, float[] Numbers)> _gradients = [];
    private readonly Random _random = new(Seed);

    /// <param name="model">The model.</param>
    /// <param name="batchSize">The samples of a batch.</param>
    /// <param name="forward">Its forward pass.</param>
    /// <param name="backward">Its backward pass.</param>
    public Profiler(Model model, int batchSize, Action<Step> forward, Action<Step> backward)
    {
        (_model, _definition) = (model, model.Definition);
        _runner = new BatchRunner(model, training: true);
        Step step = _runner.Step;
        step.Begin(batchSize, training: true, model.NextMask);
        _forward = () => forward(step);
        _backward = () =>
        {
            if (step.Mask.NeedsAny) { backward(step); }
            step.FinishSlices();
        };
        foreach (InputDefinition input in _definition.Inputs) { Load(input.Value, Numbers(input.Value)); }

        // The loss of a model begins, as usual, at the input of its last activation.
        for (int i = 0; i < _definition.Outputs.Length; i++)
        {
            OutputDefinition output = _definition.Outputs[i];
            step.SetLossTookLogits(i, output.LogitsGradient is not null);
            Value place = output.LogitsGradient ?? output.Gradient;
            _gradients.Add((place, Numbers(place)));
        }
    }

    /// <summary>Measures steps on one thread and on all.</summary>
    public ModelProfile Run(int steps)
    {
        int all = _model.Device.Threads;
        int?[] threads = _model.Device is GpuDevice ? [null] : all == 1 ? [1] : [1, all];
        return new ModelProfile(_definition.Name, _model.Device.Name, _runner.Step.BatchSize, steps,
            [.. threads.Select(most => Run(steps, most))]);
    }

    public void Dispose() => _runner.Dispose();

    private ProfileRun Run(int steps, int? threads)
    {
        Step step = _runner.Step;
        step.MostThreads = threads ?? int.MaxValue;
        int layers = _definition.Layers.Length;
        var timer = new StepTimer(_model.Device, layers);
        (double[][] forward, double[][] backward, double[] joined) = (new double[steps][], new double[steps][], new double[steps]);
        for (int i = -WarmUp; i < steps; i++)
        {
            LoadGradients();
            step.Timer = timer;
            (double[] ahead, double[] back) = (timer.Time(_forward), timer.Time(_backward));
            step.Timer = null;
            LoadGradients();
            double both = Joined(timer);
            if (i >= 0) { (forward[i], backward[i], joined[i]) = (ahead, back, both); }
        }

        return new ProfileRun(threads, [.. Enumerable.Range(1, layers).Select(layer =>
            Describe(layer, Median(forward, layer), Median(backward, layer)))], Time(Median(joined)));
    }

    private double Joined(StepTimer timer)
    {
        Step step = _runner.Step;
        return timer.Time(() =>
        {
            step.SlicesMayWait = true;
            try { _forward(); }
            finally { step.SlicesMayWait = false; }
            _backward();
        })[0];
    }

    private LayerProfile Describe(int number, double forward, double backward)
    {
        LayerDefinition layer = _definition.Layers[number - 1];
        Step step = _runner.Step;
        long samples = step.BatchSize;
        int owner = layer.SharesWith == 0 ? number : layer.SharesWith;
        bool[] passes = [true, step.Trains(owner), layer.Reads.Any(step.NeedsGradient)];
        long values = layer.Reads.Sum(read => (long)SizeOf(read)) + SizeOf(number);
        long parameters = _definition.Layers[owner - 1].Parameters;
        return new LayerProfile(layer.Name, layer.Kind, Time(forward), Time(backward),
            2 * samples * layer.MultiplyAdds * passes.Count(passed => passed), sizeof(float) * ((samples * values) + parameters));
    }

    private int SizeOf(int read) => read <= 0 ? _definition.Inputs[-read].Size : _definition.Layers[read - 1].Value.Size;

    // Passes may write over the gradients of the outputs.
    private void LoadGradients()
    {
        foreach ((Value place, float[] numbers) in _gradients) { Load(place, numbers); }
    }

    private void Load(Value place, float[] numbers) => _runner.Step.Values.Upload(numbers, _runner.Step.Start(place));

    // From -1 to 1.
    private float[] Numbers(Value place)
    {
        float[] numbers = new float[checked(_runner.Step.BatchSize * place.Size)];
        foreach (ref float number in numbers.AsSpan()) { number = (2 * _random.NextSingle()) - 1; }
        return numbers;
    }

    private static double Median(double[][] steps, int layer) => Median([.. steps.Select(step => step[layer])]);

    private static double Median(double[] times)
    {
        Array.Sort(times);
        return (times[(times.Length - 1) / 2] + times[times.Length / 2]) / 2;
    }

    private static TimeSpan Time(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
