namespace ModelGen.Benchmarks;

/// <summary>Our side, with the loop by hand.</summary>
internal sealed class ModelGenContender : IContender
{
    private readonly SGD _optimizer = new(Work.LearningRate);
    private readonly float[] _inputs;
    private readonly int[] _labels;

    public ModelGenContender(Work work, int batch, int threads)
    {
        Model = work.Create(new CpuDevice(threads));
        (_inputs, _labels) = Work.Batch(batch, 784);
    }

    public Model Model { get; }

    public string Name => $"ModelGen ({Model.Device.Name})";

    public void Step()
    {
        Model.Forward(_inputs);
        Model.Backward(_labels, ModelGen.Loss.SparseCategoricalCrossentropy);
        _optimizer.Step(Model);
    }

    public float Loss()
    {
        Model.Forward(_inputs);
        return Model.Backward(_labels, ModelGen.Loss.SparseCategoricalCrossentropy);
    }

    public float[][] Parameters() => [.. Model.Parameters.Select(p => p.ToArray())];

    public void Dispose() => Model.Dispose();
}
