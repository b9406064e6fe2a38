using System.Reflection;
using ModelGen.Kernels;

namespace ModelGen.Tests.Contract;

/// <summary>Runs a model's generated passes as training does, and looks at everything they leave behind.</summary>
internal sealed class ModelRun : IDisposable
{
    private readonly Model _model;
    private readonly Step _step;
    private readonly Action<Step> _forward;
    private readonly Action<Step> _backward;

    public ModelRun(CompiledModels compiled, string className, Device device, int seed)
    {
        _model = compiled.Create(className, device, seed);
        Definition = compiled.Assembly!.GetTypes()
            .SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public))
            .Where(f => f.FieldType == typeof(ModelDefinition))
            .Select(f => (ModelDefinition)f.GetValue(null)!)
            .Single(d => d.Name == className.ToLowerInvariant());
        _step = new Step(_model, Definition.TrainingValues, Definition.LaneValues);
        _forward = Method("RunForward");
        _backward = Method("RunBackward");
    }

    public ModelDefinition Definition { get; }

    public string Summary => _model.GetSummary(SummaryStyle.Keras3);

    public void Set(ParameterDefinition parameter, ReadOnlySpan<float> values) => _model.ParameterArena.Upload(values, parameter.Weight.Offset);

    public float[] Gradient(ParameterDefinition parameter)
    {
        var values = new float[parameter.Weight.Size];
        _model.GradientArena.Download(values, parameter.Weight.Offset);
        return values;
    }

    public float[] Forward(ReadOnlySpan<float> inputs, bool training)
    {
        int batch = inputs.Length / Definition.Input.Size;
        Begin(inputs, training);
        _forward(_step);
        var outputs = new float[batch * Definition.Output.Size];
        _step.Values.Download(outputs, _step.Start(Definition.Output));
        return outputs;
    }

    /// <summary>From the gradient of the outputs, after a training forward pass.</summary>
    public void Backward(ReadOnlySpan<float> outputGradient)
    {
        _step.LossTookLogits = false;
        BackwardFrom(outputGradient, Definition.OutputGradient);
    }

    /// <summary>From the gradient of the last activation's input, as a loss that takes logits gives it.</summary>
    public void BackwardFromLogits(ReadOnlySpan<float> gradient)
    {
        _step.LossTookLogits = true;
        BackwardFrom(gradient, Definition.LogitsGradient);
    }

    /// <summary>What an optimizer's step leaves behind, without a change of the parameters.</summary>
    public void EndStep()
    {
        _model.HasGradients = false;
        _model.Iteration++;
    }

    public int Seed => _model.Seed;

    /// <summary>The number of the training step under way, from 0.</summary>
    public ulong Iteration => (ulong)_model.Iteration;

    /// <summary>One training step that looks at nothing, for counting allocations.</summary>
    public void TrainBlindly(ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputGradient)
    {
        Begin(inputs, training: true);
        _forward(_step);
        Backward(outputGradient);
        EndStep();
    }

    public void Dispose()
    {
        _step.Dispose();
        _model.Dispose();
    }

    private void Begin(ReadOnlySpan<float> inputs, bool training)
    {
        _step.Begin(inputs.Length / Definition.Input.Size, training);
        _step.Values.Upload(inputs, _step.Start(Definition.Input));
    }

    private void BackwardFrom(ReadOnlySpan<float> gradient, Value place)
    {
        _step.Values.Upload(gradient, _step.Start(place));
        _backward(_step);
        _model.HasGradients = true;
    }

    private Action<Step> Method(string name) =>
        _model.GetType().GetMethod(name, BindingFlags.Instance | BindingFlags.NonPublic)!.CreateDelegate<Action<Step>>(_model);
}
