using ModelGen.Kernels;

namespace ModelGen;

/// <summary>Checks that several losses share. A message says what is given, what is needed and what to write instead.</summary>
internal static class LossChecks
{
    /// <summary>Class indices serve as the values themselves where there is one output, and make no sense where there are more.</summary>
    public static void DenseTargets(string loss, OutputLayout output, bool labelsAreClasses)
    {
        if (labelsAreClasses && output.Columns > 1) { throw NeedsTargets($"Loss.{loss}", output); }
    }

    /// <inheritdoc cref="DenseTargets(string, OutputLayout, bool)"/>
    public static void DenseTargets(OwnLoss loss, OutputLayout output, bool labelsAreClasses)
    {
        if (labelsAreClasses && output.Columns > 1) { throw NeedsTargets(loss.Called, output); }
    }

    /// <summary>Outputs must be probabilities of two classes each, or logits where the loss takes these.</summary>
    public static void TwoClasses(string loss, OutputLayout output, bool fromLogits)
    {
        bool probabilities = output.LastActivation is Activation.Softmax or Activation.Sigmoid;
        if (output is { Columns: 1, LastActivation: Activation.Softmax })
        {
            throw new InvalidOperationException(
                $"Loss.{loss} needs probabilities, but {output.LastLayer} ends in Softmax over 1 value, which is always 1. Use "
                    + "Activation.Sigmoid there.");
        }

        if (fromLogits && probabilities)
        {
            throw new InvalidOperationException(
                $"{loss} with fromLogits needs logits, but {output.LastLayer} ends in {output.LastActivation}. Use Activation.Linear "
                    + "there, or leave fromLogits out here.");
        }

        if (!fromLogits && !probabilities)
        {
            throw new InvalidOperationException(
                $"Loss.{loss} needs probabilities, but {output.LastLayer} does not end in Sigmoid. Use Activation.Sigmoid there, or new "
                    + $"{loss}(fromLogits: true) or Loss.MeanSquaredError here.");
        }
    }

    /// <summary>The classes of an output lie along its last axis, so a cross-entropy can take no other.</summary>
    public static void LastAxis(string loss, OutputLayout output, int axis)
    {
        int rank = output.Shape.Length + 1;
        if (axis != -1 && axis != rank - 1)
        {
            throw new InvalidOperationException(
                $"{loss} is to work along axis {axis}, but the classes of {output.LastLayer} lie along the last axis, -1 (or {rank - 1}, "
                    + "where axis 0 counts the samples). Leave axis out.");
        }
    }

    private static InvalidOperationException NeedsTargets(string loss, OutputLayout output) => new(
        $"{loss} needs {output.Columns:N0} target values for each output of {output.LastLayer}, but the labels are class indices. Give "
            + "dense targets (one-hot, say), or use Loss.SparseCategoricalCrossentropy.");
}
