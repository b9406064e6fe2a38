using ModelGen.Data;
using ModelGen.Kernels;

namespace ModelGen;

/// <content>Training without <c>Fit</c>, for people who want the loop in their own hands. Same bits as
/// <c>Fit</c> with the same order of samples.</content>
public abstract partial class Model
{
    private bool _forwardDone;

    /// <summary>Computes the outputs of a batch in training mode, and keeps what <see cref="Backward"/> needs.</summary>
    /// <param name="inputs">Any whole number of samples, one after the other. NaN and infinity are let through and show in the
    /// loss.</param>
    /// <returns>The outputs; the next forward pass overwrites them.</returns>
    /// <exception cref="ArgumentException">The number of values is not that of whole samples.</exception>
    public ModelOutput Forward(ReadOnlySpan<float> inputs)
    {
        Checks.SampleCount(Definition, inputs.Length);
        using CallGuard.Entry call = Enter("Forward");
        _forwardDone = false;
        Trainer.Load(inputs);
        Trainer.Forward();
        _forwardDone = true;
        return new ModelOutput(this, Trainer);
    }

    /// <summary>
    /// Computes the loss of the batch that went forward last, regularizers of its layers included, and the gradients of all parameters.
    /// After an optimizer's step it overwrites the gradients, else it adds to them. A non-finite loss is returned as it is.
    /// </summary>
    /// <param name="labels">Class indices or dense targets, in the order of the samples.</param>
    /// <param name="loss">Left out: the one given to <see cref="Compile(Optimizer?, Loss?, Metric[])"/>.</param>
    /// <param name="sampleWeight">How much each sample counts: <c>batch.SampleWeights</c>, or one finite number for each sample (or for
    /// each row of its output). Left out: all the same.</param>
    /// <returns>The loss of the batch; it converts to <c>float</c>.</returns>
    /// <exception cref="InvalidOperationException">No batch went forward, no loss is known, or the loss makes no sense for these labels or
    /// this model.</exception>
    /// <exception cref="ArgumentException">There are not as many labels or weights as samples, or one is out of range.</exception>
    public BatchLoss Backward(Labels labels, Loss? loss = null, ReadOnlySpan<float> sampleWeight = default)
    {
        using CallGuard.Entry call = Enter("Backward", goesOn: true);
        CheckForwardDone("Backward");
        loss ??= _loss
            ?? throw new InvalidOperationException(
                "Backward needs a loss. Write model.Backward(labels, Loss.CategoricalCrossentropy), or give one to model.Compile.");
        loss.Check(_layout);
        Checks.LabelsFit(_layout, loss, labels, Trainer.Step.BatchSize);
        Checks.WeightsFit(_layout, sampleWeight, Trainer.Step.BatchSize);
        BatchLoss value = ComputeLoss(labels, loss, sampleWeight);
        Trainer.Backward();
        JudgeStaged(TrainingLossAndMetrics);
        _forwardDone = false;
        return value;
    }

    /// <summary>
    /// Trains on one batch with the optimizer and the loss given to <see cref="Compile(Optimizer?, Loss?, Metric[])"/>:
    /// <see cref="Forward"/>, <see cref="Backward"/> and <see cref="Optimizer.Step"/> in one call, with the same bits. Gradients are not
    /// kept, so that parameters may change while theirs are still in a core's cache. A non-finite loss is returned as it is. Keras:
    /// <c>train_on_batch</c>.
    /// </summary>
    /// <param name="inputs">Any whole number of samples, one after the other.</param>
    /// <param name="labels">Class indices or dense targets, in the order of the samples.</param>
    /// <param name="sampleWeight">How much each sample counts: <c>batch.SampleWeights</c>, or one finite number for each sample (or for
    /// each row of its output). Left out: all the same.</param>
    /// <returns>The loss of the batch before the update; it converts to <c>float</c>.</returns>
    /// <exception cref="InvalidOperationException">The model was not compiled with a loss, or the loss makes no sense for these
    /// labels.</exception>
    /// <exception cref="ArgumentException">There are no whole samples, not as many labels or weights as
    /// samples, or one is out of range.</exception>
    /// <exception cref="NonFiniteUpdateException">The update is not finite, though the loss is; on a GPU the loss says so when it is
    /// converted.</exception>
    public unsafe BatchLoss TrainOnBatch(ReadOnlySpan<float> inputs, Labels labels, ReadOnlySpan<float> sampleWeight = default)
    {
        Checks.SampleCount(Definition, inputs.Length);
        using CallGuard.Entry call = Enter("TrainOnBatch");
        Loss loss = LossFor("TrainOnBatch");
        int samples = inputs.Length / Definition.Input.Size;
        Checks.LabelsFit(_layout, loss, labels, samples);
        Checks.WeightsFit(_layout, sampleWeight, samples);
        _forwardDone = false;
        fixed (float* first = inputs)
        {
            using BatchRunner.InputsInPlace held = Trainer.Read(first, inputs.Length);
            Trainer.ForwardBeforeBackward();
            BatchLoss value = ComputeLoss(labels, loss, sampleWeight);
            Trainer.BackwardAndUpdate(Optimizer, keepGradients: false, Device is CpuDevice ? TrainingLossAndMetrics.LossIsFinite : null);
            if (Device is CpuDevice) { NonFiniteUpdateException.ThrowIfFaulty(this); }
            return value;
        }
    }

    /// <summary>
    /// Computes the gradients of all parameters from a gradient of the outputs: for a loss of your own. Those of the layers' regularizers
    /// are added.
    /// </summary>
    /// <param name="gradient">The loss's derivative with respect to each output of the batch that went forward last.</param>
    /// <exception cref="InvalidOperationException">No batch went forward.</exception>
    /// <exception cref="ArgumentException">The gradient has not as many values as the outputs.</exception>
    public void BackwardFrom(ReadOnlySpan<float> gradient)
    {
        using CallGuard.Entry call = Enter("BackwardFrom", goesOn: true);
        CheckForwardDone("BackwardFrom");
        Step step = Trainer.Step;
        int needed = step.BatchSize * Definition.Output.Size;
        if (gradient.Length != needed)
        {
            throw new ArgumentException(
                $"The gradient has {gradient.Length:N0} values, but the {step.BatchSize:N0} samples that went forward have {needed:N0} "
                    + "outputs.", nameof(gradient));
        }

        step.LossTookLogits = false;
        step.Values.Upload(gradient, step.Start(Definition.OutputGradient));
        Trainer.Backward();
        _forwardDone = false;
    }

    private BatchLoss ComputeLoss(Labels labels, Loss loss, ReadOnlySpan<float> sampleWeight)
    {
        Step step = Trainer.Step;
        LossAndMetrics lossAndMetrics = TrainingLossAndMetrics;
        lossAndMetrics.Begin(step.BatchSize, labels.IsClasses);
        lossAndMetrics.SetLabels(labels);
        lossAndMetrics.SetWeights(sampleWeight);
        lossAndMetrics.ComputeLoss(step, loss, withGradient: true);
        return new BatchLoss(this, lossAndMetrics);
    }

    private void CheckForwardDone(string call)
    {
        if (!_forwardDone)
        {
            throw new InvalidOperationException(
                $"{call} needs a forward pass that it has not used yet. Call model.Forward(inputs) before each {call}.");
        }
    }
}
