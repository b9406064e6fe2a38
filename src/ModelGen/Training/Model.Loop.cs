using System.ComponentModel;
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
        Checks.HasOneEach(Definition, "Forward");
        ForwardInputs(new FloatSpans(inputs));
        return OutputOf(0);
    }

    /// <summary>
    /// Computes the loss of the batch that went forward last, regularizers of its layers included, and the gradients of all parameters.
    /// After an optimizer's step it overwrites the gradients, else it adds to them. A non-finite loss is returned as it is.
    /// </summary>
    /// <param name="labels">Class indices or dense targets, in the order of the samples.</param>
    /// <param name="loss">Left out: the one given to <see cref="Compile(Optimizer?, Loss?, OutputMetrics?)"/>.</param>
    /// <param name="sampleWeight">How much each sample counts: <c>batch.SampleWeights</c>, or one finite number for each sample (or for
    /// each row of its output). Left out: all the same.</param>
    /// <returns>The loss of the batch; it converts to <c>float</c>.</returns>
    /// <exception cref="InvalidOperationException">No batch went forward, no loss is known, or the loss makes no sense for these labels or
    /// this model.</exception>
    /// <exception cref="ArgumentException">There are not as many labels or weights as samples, or one is out of range.</exception>
    public BatchLoss Backward(Labels labels, Loss? loss = null, ReadOnlySpan<float> sampleWeight = default)
    {
        Checks.HasOneOutput(Definition, "Backward");
        return BackwardOutputs([labels], new FloatSpans(sampleWeight), [loss]);
    }

    /// <summary>
    /// Trains on one batch with the optimizer and the loss given to <see cref="Compile(Optimizer?, Loss?, OutputMetrics?)"/>:
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
    public BatchLoss TrainOnBatch(ReadOnlySpan<float> inputs, Labels labels, ReadOnlySpan<float> sampleWeight = default)
    {
        Checks.HasOneEach(Definition, "TrainOnBatch");
        return TrainOnInputs(new FloatSpans(inputs), [labels], new FloatSpans(sampleWeight));
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
        Checks.HasOneOutput(Definition, "BackwardFrom");
        BackwardFromOutputs(new FloatSpans(gradient));
    }

    /// <summary>What the generated <c>Forward</c> of a model with several inputs or outputs calls; then <see cref="OutputOf"/>.</summary>
    /// <param name="inputs">The values of each input.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected internal void ForwardInputs(FloatSpans inputs)
    {
        Checks.SampleCount(Definition, inputs);
        using CallGuard.Entry call = Enter("Forward");
        _forwardDone = false;
        Trainer.Load(inputs);
        Trainer.Forward();
        _forwardDone = true;
    }

    /// <summary>One output of the batch that went forward last.</summary>
    /// <param name="output">Its place.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected internal ModelOutput OutputOf(int output) => new(this, Trainer, output);

    /// <summary>What the generated <c>Backward</c> of a model with several outputs calls.</summary>
    /// <param name="labels">The labels of each output; none where it has neither a loss nor labels.</param>
    /// <param name="sampleWeights">The weights of the samples for each output.</param>
    /// <param name="losses">The loss of each output; null: the one that the model was compiled with.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected internal BatchLoss BackwardOutputs(ReadOnlySpan<Labels> labels, FloatSpans sampleWeights, ReadOnlySpan<Loss?> losses)
    {
        using CallGuard.Entry call = Enter("Backward", goesOn: true);
        CheckForwardDone("Backward");
        if (!CheckLabels(labels, sampleWeights, losses, Trainer.Step.BatchSize))
        {
            string output = Definition.Outputs[0].Name;
            throw new InvalidOperationException(_layouts.Length == 1
                ? "Backward needs a loss. Write model.Backward(labels, Loss.CategoricalCrossentropy), or give one to model.Compile."
                : $"Backward needs a loss. Write model.Backward(..., {output}Loss: Loss.CategoricalCrossentropy), or give losses to "
                    + $"model.Compile: losses: new() {{ [\"{output}\"] = Loss.CategoricalCrossentropy }}.");
        }

        LossAndMetrics lossAndMetrics = BeginLoss(labels, sampleWeights, losses, Trainer.Step.BatchSize);
        lossAndMetrics.ComputeLoss(Trainer.Step, losses, withGradient: true);
        var value = new BatchLoss(this, lossAndMetrics);
        Trainer.Backward();
        JudgeStaged(lossAndMetrics);
        _forwardDone = false;
        return value;
    }

    /// <summary>What the generated <c>TrainOnBatch</c> of a model with several inputs or outputs calls.</summary>
    /// <param name="inputs">The values of each input.</param>
    /// <param name="labels">The labels of each output; none where it has no loss.</param>
    /// <param name="sampleWeights">The weights of the samples for each output.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected internal BatchLoss TrainOnInputs(FloatSpans inputs, ReadOnlySpan<Labels> labels, FloatSpans sampleWeights)
    {
        int samples = Checks.SampleCount(Definition, inputs);
        using CallGuard.Entry call = Enter("TrainOnBatch");
        CheckHasLoss("TrainOnBatch");
        CheckLabels(labels, sampleWeights, default, samples);
        _forwardDone = false;
        LossAndMetrics lossAndMetrics = BeginLoss(labels, sampleWeights, default, samples);
        Trainer.WithInputs(inputs, this, static model => model.TrainOnLoaded());
        return new BatchLoss(this, lossAndMetrics);
    }

    /// <summary>What the generated <c>BackwardFrom</c> of a model with several outputs calls.</summary>
    /// <param name="gradients">The loss's derivative with respect to each output.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected internal void BackwardFromOutputs(FloatSpans gradients)
    {
        using CallGuard.Entry call = Enter("BackwardFrom", goesOn: true);
        CheckForwardDone("BackwardFrom");
        Step step = Trainer.Step;
        for (int i = 0; i < Definition.Outputs.Length; i++)
        {
            int needed = step.BatchSize * Definition.Outputs[i].Size;
            if (gradients[i].Length == needed) { continue; }
            throw new ArgumentException(
                $"The gradient{_layouts[i].Of} has {gradients[i].Length:N0} values, but the {step.BatchSize:N0} samples that went forward "
                    + $"have {needed:N0} outputs.", Definition.Outputs.Length == 1 ? "gradient" : Definition.Outputs[i].Name);
        }

        for (int i = 0; i < Definition.Outputs.Length; i++) { BeginBackward(step, i, gradients[i]); }
        Trainer.Backward();
        _forwardDone = false;
    }

    // The loss and the update of a batch whose inputs are in place.
    private void TrainOnLoaded()
    {
        Trainer.ForwardBeforeBackward();
        try { TrainingLossAndMetrics.ComputeLoss(Trainer.Step, withGradient: true); }
        catch
        {
            HasStaged = false; // A step that did not end leaves moving statistics as they were.
            throw;
        }

        Trainer.BackwardAndUpdate(Optimizer, keepGradients: false, Device is CpuDevice ? TrainingLossAndMetrics.LossIsFinite : null);
        if (Device is CpuDevice) { NonFiniteUpdateException.ThrowIfFaulty(this); }
    }

    private LossAndMetrics BeginLoss(ReadOnlySpan<Labels> labels, FloatSpans sampleWeights, ReadOnlySpan<Loss?> losses, int samples)
    {
        LossAndMetrics lossAndMetrics = TrainingLossAndMetrics;
        lossAndMetrics.Begin(samples);
        lossAndMetrics.Take(labels, sampleWeights, losses);
        return lossAndMetrics;
    }

    // Whether there is a loss; labels and weights fit it. Labels of an output without a loss are not looked at.
    private bool CheckLabels(ReadOnlySpan<Labels> labels, FloatSpans sampleWeights, ReadOnlySpan<Loss?> losses, int samples)
    {
        bool hasLoss = false;
        for (int i = 0; i < _layouts.Length; i++)
        {
            if ((losses.IsEmpty ? null : losses[i]) is not { } loss)
            {
                if (_objectives[i].Loss is not { } compiled) { continue; }
                loss = compiled;
            }

            hasLoss = true;
            loss.Check(_layouts[i]);
            Checks.LabelsFit(_layouts[i], loss, labels[i], samples);
            Checks.WeightsFit(_layouts[i], sampleWeights[i], samples);
        }

        return hasLoss;
    }

    private void CheckForwardDone(string call)
    {
        if (!_forwardDone)
        {
            throw new InvalidOperationException(
                $"{call} needs a forward pass that it has not used yet. Call model.Forward({Checks.ForwardArguments(Definition)}) before "
                    + $"each {call}.");
        }
    }
}
