using ModelGen.Data;
using ModelGen.Kernels;

namespace ModelGen.Tests.Contract;

/// <summary>Runs a compiled model as a user's own loop does.</summary>
internal sealed class ModelRun(Model model) : IDisposable
{
    private readonly SGD _standstill = new(learningRate: 0);

    public ModelDefinition Definition => model.Definition;

    public ParameterCollection Parameters => model.Parameters;

    public string Summary => model.GetSummary(SummaryStyle.Keras3);

    public int Seed => model.Seed;

    public bool IsOnCpu => model.Device is CpuDevice;

    /// <summary>The number of the training step under way, from 0.</summary>
    public ulong Iteration => (ulong)model.Iteration;

    public float[][] Predict(float[][] inputs) =>
        model.PredictOutputs(Spans(inputs), batchSize: inputs[0].Length / Definition.Inputs[0].Size);

    public float[][] Forward(float[][] inputs)
    {
        model.ForwardInputs(Spans(inputs));
        var outputs = new float[Definition.Outputs.Length][];
        for (int i = 0; i < outputs.Length; i++) { outputs[i] = model.OutputOf(i).ToArray(); }
        return outputs;
    }

    /// <summary>From the gradients of the outputs, after a forward pass.</summary>
    public void BackwardFrom(float[][] outputGradients) => model.BackwardFromOutputs(Spans(outputGradients));

    /// <summary>From dense labels, after a forward pass; gives the loss, in which each output's counts so much.</summary>
    public float Backward(float[][] labels, Loss[] losses, double[] weights)
    {
        model.Compile(_standstill,
            Enumerable.Range(0, losses.Length).ToDictionary(i => Definition.Outputs[i].Name, i => losses[i]),
            Enumerable.Range(0, losses.Length).ToDictionary(i => Definition.Outputs[i].Name, i => weights[i]));
        return model.BackwardOutputs([.. labels.Select(values => new Labels(values))], default, new Loss?[losses.Length]);
    }

    /// <summary>
    /// From the gradients of outputs, or, where so said, of the last activation's input, as a loss that takes logits writes it.
    /// </summary>
    public void BackwardFrom(float[][] gradients, Func<int, bool> isOfLogits)
    {
        Step step = model.Trainer.Step;
        for (int i = 0; i < gradients.Length; i++)
        {
            OutputDefinition output = Definition.Outputs[i];
            step.SetLossTookLogits(i, isOfLogits(i));
            step.Values.Upload(gradients[i], step.Start(isOfLogits(i) ? output.LogitsGradient!.Value : output.Gradient));
        }

        model.Trainer.Backward();
    }

    private static FloatSpans Spans(float[][] all)
    {
        ReadOnlySpan<float> At(int i) => i < all.Length ? all[i] : default;
        return new(At(0), At(1), At(2), At(3), At(4), At(5), At(6), At(7), all.Length > FloatSpans.Most ? all[FloatSpans.Most..] : null);
    }

    /// <summary>Has backward passes compute the gradients of the inputs, or not.</summary>
    public bool ComputesInputGradients { set => model.ComputesInputGradients = value; }

    /// <summary>The gradient of each input.</summary>
    public float[][] InputGradients() => [.. Definition.Inputs.Select(input => model.InputGradient(input.Name))];

    /// <summary>What each layer gives, as in predictions.</summary>
    public float[][] LayerOutputs(float[][] inputs) =>
        model.OutputsOf(runner => runner.Load(Spans(inputs)), [.. Enumerable.Range(0, Definition.Layers.Length)]);

    /// <summary>An optimizer's step of length 0.</summary>
    public void EndStep()
    {
        if (IsOnCpu)
        {
            _standstill.Step(model);
            return;
        }

        // What it leaves behind, where there is no kernel for it.
        model.HasGradients = false;
        model.Iteration++;
    }

    /// <summary>One training step that looks at nothing, for counting allocations.</summary>
    public void TrainBlindly(float[][] inputs, float[][] outputGradients)
    {
        model.ForwardInputs(Spans(inputs));
        model.BackwardFromOutputs(Spans(outputGradients));
        EndStep();
    }

    public void Dispose() => model.Dispose();
}
