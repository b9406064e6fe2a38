namespace ModelGen.Benchmarks;

/// <summary>Our prediction.</summary>
internal sealed class ModelGenPredictor(Work work, Samples samples, Device device) : ITwin
{
    private readonly float[] _outputs = new float[samples.Count * Network.Classes];

    public Model Model { get; } = ModelFactory.Create(work.Model, device);

    public float Step()
    {
        if (samples.Count == 1) { return Model.PredictView(samples.Inputs)[0]; }
        Model.Predict(samples.Inputs, _outputs, samples.Count);
        return _outputs[0];
    }

    public StepResults Check() => new([Model.Predict(samples.Inputs, samples.Count)], []);

    public void Dispose() => Model.Dispose();
}
