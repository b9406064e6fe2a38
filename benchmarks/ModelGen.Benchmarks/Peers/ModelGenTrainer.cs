namespace ModelGen.Benchmarks;

/// <summary>Our training: a step is one call, or the three of a loop by hand for those who time them one by one.</summary>
internal sealed class ModelGenTrainer : ITwin
{
    private readonly Work _work;
    private readonly Samples _samples;
    private readonly SGD _optimizer = new(Work.LearningRate);

    public ModelGenTrainer(Work work, Samples samples, int threads)
    {
        (_work, _samples, Model) = (work, samples, ModelFactory.Create(work.Model, threads));
        Model.Compile(_optimizer, Loss.SparseCategoricalCrossentropy);
    }

    public Model Model { get; }

    public float Step() => Model.TrainOnBatch(_samples.Inputs, _samples.Labels);

    public void Forward() => Model.Forward(_samples.Inputs);

    public float Backward() => Model.Backward(_samples.Labels);

    public void Update() => _optimizer.Step(Model);

    /// <summary>Gradients come from a loop by hand, which keeps them.</summary>
    public StepResults Check()
    {
        using var byHand = new ModelGenTrainer(_work, _samples, threads: 1);
        byHand.Forward();
        byHand.Backward();
        return new([[Step()], .. Model.Parameters.Select(p => p.ToArray())], [.. byHand.Model.Parameters.Select(p => p.GradientToArray())]);
    }

    public void Dispose() => Model.Dispose();
}
