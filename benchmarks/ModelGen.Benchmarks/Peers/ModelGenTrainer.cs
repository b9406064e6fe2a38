namespace ModelGen.Benchmarks;

/// <summary>Our training, with the loop by hand.</summary>
internal sealed class ModelGenTrainer(Work work, Samples samples, int threads) : ITwin
{
    private readonly SGD _optimizer = new(Work.LearningRate);

    public Model Model { get; } = ModelFactory.Create(work.Model, threads);

    public float Step()
    {
        Forward();
        float loss = Backward();
        Update();
        return loss;
    }

    /// <summary>The three passes of a step, for those who time them one by one.</summary>
    public void Forward() => Model.Forward(samples.Inputs);

    public float Backward() => Model.Backward(samples.Labels, Loss.SparseCategoricalCrossentropy);

    public void Update() => _optimizer.Step(Model);

    public StepResults Check() =>
        new([[Step()], .. Model.Parameters.Select(p => p.ToArray())], [.. Model.Parameters.Select(p => p.GradientToArray())]);

    public void Dispose() => Model.Dispose();
}
