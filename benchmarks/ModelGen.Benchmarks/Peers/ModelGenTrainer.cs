namespace ModelGen.Benchmarks;

/// <summary>Our training: a step is one call, or the three of a loop by hand for those who time them one by one.</summary>
internal sealed class ModelGenTrainer : ITwin
{
    private readonly Work _work;
    private readonly Samples _samples;
    private readonly Device _device;
    private readonly SGD _optimizer = new(Work.LearningRate);

    public ModelGenTrainer(Work work, Samples samples, Device device)
    {
        (_work, _samples, _device, Model) = (work, samples, device, ModelFactory.Create(work.Model, device));
        if (work.Frozen is { } layers) { Model.Freeze(layers); }
        Model.Compile(_optimizer, Loss.SparseCategoricalCrossentropy);
    }

    public Model Model { get; }

    public int StepsAtOnce => _device is CpuDevice ? 1 : IContender.StepsOnGpu;

    public float Step() => Model.TrainOnBatch(_samples.Inputs, _samples.Labels);

    /// <summary>A loss is awaited only where it is looked at.</summary>
    public float Steps(int count)
    {
        for (int i = 1; i < count; i++) { Model.TrainOnBatch(_samples.Inputs, _samples.Labels); }
        return Step();
    }

    public void Forward() => Model.Forward(_samples.Inputs);

    public float Backward() => Model.Backward(_samples.Labels);

    public void Update() => _optimizer.Step(Model);

    /// <summary>Gradients come from a loop by hand, which keeps them.</summary>
    public StepResults Check()
    {
        using var byHand = new ModelGenTrainer(_work, _samples, _device is CpuDevice ? new CpuDevice(threads: 1) : _device);
        foreach (var (to, from) in byHand.Model.Parameters.Zip(Model.Parameters)) { to.Set(from.ToArray()); }
        byHand.Forward();
        byHand.Backward();
        float loss = Step();
        return new([[loss], .. Trained(Model).Select(p => p.ToArray())], [.. Trained(byHand.Model).Select(p => p.GradientToArray())]);
    }

    public void Dispose() => Model.Dispose();

    private IEnumerable<Parameter> Trained(Model model) => _work.Network.ParametersOf(model).Where(parameter => parameter.Trainable);
}
