using ModelGen.Kernels;

namespace ModelGen;

/// <summary>A network whose layers were declared with attributes and compiled. Each such class derives from this one.</summary>
public abstract class Model : ParameterStore
{
    /// <summary>Called by the generated constructor.</summary>
    protected Model(ModelDefinition definition, Device? device, int? seed)
        : base(device ?? Device.Best, definition.ParameterValues, seed ?? Random.Shared.Next())
    {
    }

    /// <summary>Computes the outputs of a batch whose inputs are in place.</summary>
    protected abstract void RunForward(Step step);

    /// <summary>Computes the gradients of all parameters from the gradient of the output, or of the logits where the loss took them.</summary>
    protected abstract void RunBackward(Step step);

    /// <summary>The summary table as text; lines end in LF, the last one has no end.</summary>
    public abstract string GetSummary(SummaryStyle style);

    /// <summary>Prints the summary table, as Keras does.</summary>
    public void PrintSummary(SummaryStyle style = SummaryStyle.Keras3) => Console.WriteLine(GetSummary(style));
}
