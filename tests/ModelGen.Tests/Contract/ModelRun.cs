using ModelGen.Data;

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

    public float[] Predict(float[] inputs) => model.Predict(inputs, batchSize: inputs.Length / Definition.Input.Size);

    public float[] Forward(float[] inputs) => model.Forward(inputs).ToArray();

    /// <summary>From the gradient of the outputs, after a forward pass.</summary>
    public void BackwardFrom(float[] outputGradient) => model.BackwardFrom(outputGradient);

    /// <summary>From dense labels, after a forward pass; gives the loss.</summary>
    public float Backward(float[] labels, Loss loss) => model.Backward(new Labels(labels), loss);

    /// <summary>From the gradient of the last activation's input, as a loss that takes logits writes it.</summary>
    public void BackwardFromLogits(float[] gradient)
    {
        model.Trainer.Step.LossTookLogits = true;
        model.Trainer.Step.Values.Upload(gradient, model.Trainer.Step.Start(Definition.LogitsGradient));
        model.Trainer.Backward();
    }

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
    public void TrainBlindly(ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputGradient)
    {
        model.Forward(inputs);
        model.BackwardFrom(outputGradient);
        EndStep();
    }

    public void Dispose() => model.Dispose();
}
