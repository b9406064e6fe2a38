using ModelGen.Data;
using ModelGen.Kernels;

namespace ModelGen;

/// <content>The gradients of the inputs: what a network looks at, pictures that deceive it, and models that are trained through
/// another.</content>
public abstract partial class Model
{
    private bool _computesInputGradients;
    private bool _hasInputGradients;
    private Inspector? _inspector;

    /// <summary>
    /// Whether backward passes compute the gradients of the inputs too, from the next forward pass on; <see cref="InputGradient(string?)"/>
    /// gives them. So a model is trained through another one: <c>generator.BackwardFrom(discriminator.InputGradient())</c>. They cost
    /// nothing while it is off, as it is in the beginning.
    /// </summary>
    /// <exception cref="InvalidOperationException">The model was written by hand and computes none.</exception>
    public bool ComputesInputGradients
    {
        get => _computesInputGradients;
        set
        {
            using CallGuard.Entry call = Enter("ComputesInputGradients", allowedInCallback: true, goesOn: true);
            if (value) { CheckInputGradients(); }
            _computesInputGradients = value;
            TakeFreezing();
        }
    }

    /// <summary>
    /// A copy of the gradient of an input in the last training pass, with <see cref="ComputesInputGradients"/>: of the batch's loss, or of
    /// what <see cref="BackwardFrom"/> was given the gradient of.
    /// </summary>
    /// <param name="input">The name of the input; left out of a model that has one.</param>
    /// <returns>As many values as the batch's samples had.</returns>
    /// <exception cref="InvalidOperationException">The last pass did not compute it.</exception>
    /// <exception cref="ArgumentException">There is no such input, or there are several and none is named.</exception>
    public float[] InputGradient(string? input = null)
    {
        using CallGuard.Entry call = Enter("InputGradient", allowedInCallback: true, goesOn: true);
        Value gradient = GradientOfInput(input);
        CheckHasInputGradients();
        return Trainer.Copy(gradient);
    }

    /// <summary>The same into memory of the caller's.</summary>
    /// <param name="destination">Gets it; as long as the batch's samples.</param>
    /// <param name="input">The name of the input; left out of a model that has one.</param>
    /// <exception cref="InvalidOperationException">The last pass did not compute it.</exception>
    /// <exception cref="ArgumentException">There is no such input, or <paramref name="destination"/> has another length.</exception>
    public void CopyInputGradientTo(Span<float> destination, string? input = null)
    {
        using CallGuard.Entry call = Enter("CopyInputGradientTo", allowedInCallback: true, goesOn: true);
        Value gradient = GradientOfInput(input);
        CheckHasInputGradients();
        int needed = Trainer.Step.BatchSize * gradient.Size;
        if (destination.Length != needed)
        {
            throw new ArgumentException(
                $"The gradient of the input has {needed:N0} values, but there is room for {destination.Length:N0}.", nameof(destination));
        }

        Trainer.Step.Values.Download(destination, Trainer.Step.Start(gradient));
    }

    /// <summary>
    /// The gradient of the loss of a batch with respect to its inputs, for the model as it predicts: nothing is dropped, normalizations
    /// work by their moving statistics, and no gradient of a parameter is touched.
    /// </summary>
    /// <param name="inputs">Any whole number of samples, one after the other.</param>
    /// <param name="labels">Class indices or dense targets, in the order of the samples.</param>
    /// <param name="loss">Left out: the one given to <see cref="Compile(Optimizer?, Loss?, OutputMetrics?)"/>.</param>
    /// <returns>As many values as <paramref name="inputs"/>.</returns>
    /// <exception cref="InvalidOperationException">No loss is known, or it makes no sense for these labels or this model.</exception>
    /// <exception cref="ArgumentException">There are no whole samples, not as many labels as samples, or one is out of
    /// range.</exception>
    public float[] InputGradient(ReadOnlySpan<float> inputs, Labels labels, Loss? loss = null)
    {
        using CallGuard.Entry call = Enter("InputGradient", allowedInCallback: true);
        Checks.HasOneEach(Definition, "InputGradient");
        CheckInputGradients();
        int samples = Checks.SampleCount(Definition, new FloatSpans(inputs));
        if (loss is null) { CheckHasLoss("InputGradient"); }
        CheckLabels([labels], default, [loss], samples);
        float[] copy = inputs.ToArray();
        return Inspector.InputGradients(
            runner => runner.Load(new FloatSpans(copy)),
            runner =>
            {
                LossAndMetrics losses = Inspector.Losses(samples);
                losses.Take([labels], default, [loss]);
                losses.ComputeLoss(runner.Step, [loss], withGradient: true);
            })[0];
    }

    /// <summary>
    /// The same from a gradient of the outputs: 1 at one output and 0 at the others gives the derivative of that output.
    /// </summary>
    /// <param name="inputs">Any whole number of samples, one after the other.</param>
    /// <param name="gradient">As many values as the samples have outputs.</param>
    /// <returns>As many values as <paramref name="inputs"/>.</returns>
    /// <exception cref="ArgumentException">There are no whole samples, or the gradient has not as many values as their
    /// outputs.</exception>
    public float[] InputGradientFrom(ReadOnlySpan<float> inputs, ReadOnlySpan<float> gradient)
    {
        using CallGuard.Entry call = Enter("InputGradientFrom", allowedInCallback: true);
        Checks.HasOneEach(Definition, "InputGradientFrom");
        CheckInputGradients();
        CheckGradient(0, Checks.SampleCount(Definition, new FloatSpans(inputs)), gradient.Length, nameof(gradient));
        (float[] copy, float[] outputs) = (inputs.ToArray(), gradient.ToArray());
        return Inspector.InputGradients(
            runner => runner.Load(new FloatSpans(copy)), runner => BeginBackward(runner.Step, 0, outputs))[0];
    }

    /// <summary>
    /// The gradients of the loss with respect to the inputs, by their names, for the samples of a data set as one batch: what
    /// <see cref="InputGradient(ReadOnlySpan{float}, Labels, Loss?)"/> gives, of models with several inputs or outputs too.
    /// </summary>
    /// <param name="data">Samples and labels.</param>
    /// <exception cref="InvalidOperationException">The model was not compiled with a loss.</exception>
    /// <exception cref="ArgumentException">Samples or labels are not those of this model.</exception>
    public IReadOnlyDictionary<string, float[]> InputGradients(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        using CallGuard.Entry call = Enter("InputGradients", allowedInCallback: true);
        CheckInputGradients();
        CheckHasLoss("InputGradients");
        Dataset bound = Checks.Bind(Definition, data, nameof(data), output => _objectives[output].Loss is not null);
        int[] positions = [.. Enumerable.Range(0, bound.Count)];
        return ByInput(Inspector.InputGradients(
            runner => runner.Load(bound, 0, positions),
            runner =>
            {
                LossAndMetrics losses = Inspector.Losses(bound.Count);
                losses.Take(bound, 0, positions);
                losses.ComputeLoss(runner.Step, withGradient: true);
            }));
    }

    /// <summary>The same from gradients of the outputs, by their names; an output that is left out has a gradient of 0.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="gradients">For each output as many values as the samples have of it.</param>
    /// <exception cref="ArgumentException">Samples are not those of this model, there is no output of a name, or a gradient has another
    /// length.</exception>
    public IReadOnlyDictionary<string, float[]> InputGradientsFrom(Dataset data, Dictionary<string, float[]> gradients)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(gradients);
        using CallGuard.Entry call = Enter("InputGradientsFrom", allowedInCallback: true);
        CheckInputGradients();
        Checks.AreOutputs(Definition, gradients.Keys, nameof(gradients));
        Dataset bound = Checks.Bind(Definition, data, nameof(data));
        float[][] outputs = [.. Definition.Outputs.Select((output, i) =>
        {
            float[] gradient = gradients.GetValueOrDefault(output.Name) ?? new float[checked(bound.Count * output.Size)];
            CheckGradient(i, bound.Count, gradient.Length, nameof(gradients));
            return gradient;
        })];
        int[] positions = [.. Enumerable.Range(0, bound.Count)];
        return ByInput(Inspector.InputGradients(
            runner => runner.Load(bound, 0, positions),
            runner =>
            {
                for (int i = 0; i < outputs.Length; i++) { BeginBackward(runner.Step, i, outputs[i]); }
            }));
    }

    private Inspector Inspector => _inspector ??= new Inspector(this);

    // Writes the gradient of an output, in place of its loss.
    private void BeginBackward(Step step, int output, ReadOnlySpan<float> gradient)
    {
        step.SetLossTookLogits(output, false);
        step.Values.Upload(gradient, step.Start(Definition.Outputs[output].Gradient));
    }

    private Dictionary<string, float[]> ByInput(float[][] gradients) =>
        Definition.Inputs.Zip(gradients).ToDictionary(input => input.First.Name, input => input.Second);

    private Value GradientOfInput(string? name)
    {
        CheckInputGradients();
        string[] names = [.. Definition.Inputs.Select(input => input.Name)];
        int number = name is null && names.Length == 1 ? 0 : Array.IndexOf(names, name);
        if (number >= 0) { return Definition.Inputs[number].Gradient!.Value; }
        throw new ArgumentException(
            $"{Definition.Name} has the input{(names.Length == 1 ? "" : "s")} {Shown.Names(names)}; "
                + (name is null ? "say which one is meant." : $"there is no {Shown.Text(name)}."), "input");
    }

    private void CheckGradient(int output, int samples, int length, string argument)
    {
        int needed = checked(samples * Definition.Outputs[output].Size);
        if (length == needed) { return; }
        throw new ArgumentException(
            $"The gradient{_layouts[output].Of} has {length:N0} values, but the {samples:N0} samples have {needed:N0} outputs.", argument);
    }

    private void CheckInputGradients()
    {
        if (Array.TrueForAll(Definition.Inputs, static input => input.Gradient is not null)) { return; }
        throw new InvalidOperationException($"{Definition.Name} does not compute the gradients of its inputs: it was written by hand.");
    }

    private void CheckHasInputGradients()
    {
        if (_hasInputGradients) { return; }
        throw new InvalidOperationException(
            "The last pass did not compute the gradients of the inputs. Set model.ComputesInputGradients = true before model.Forward and "
                + "model.Backward, or call model.InputGradient(inputs, labels).");
    }
}
